/** Calls back when this process should end: somebody asked, or nobody reads any more what it says. */
export const onEnding = (end: () => void): void => {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, end);
  // A closed terminal or a reader that went away; without a listener it would end us at once, with no time to tidy up.
  process.stdout.on('error', end);
};

/** Calls back when what started this process is gone: npm, told to end, ends its shell but not what runs in it. */
export const onOrphaned = (end: () => void): void => {
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent) end();
  }, 300).unref();
};
