import { App } from 'aws-cdk-lib';
import { hub } from './hub.ts';
import { readSettings, SettingsError } from './settings.ts';

const app = new App();
try {
  hub(
    app,
    readSettings((name) => app.node.tryGetContext(name)),
  );
} catch (error) {
  if (!(error instanceof SettingsError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exit(1);
}
