// Loaded into a step's command by --import: ends its process group when the hub that started it is gone, however that
// went. Standard input is a pipe whose other end only the hub holds.
process.stdin.once('close', () => process.kill(0, 'SIGKILL'));
process.stdin.resume().unref();
