import { fork } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { modelsDir } from '../perception/prepared-models.ts';

export interface NodeProgram {
  /** What it has said on standard error. */
  said(): string;
  pid: number;
  kill(signal: NodeJS.Signals): Promise<number | null>;
}

/** `npm run perception -- --config node.yaml`, without npm. */
export async function startNode(
  dir: string,
  config: { broker: string; site: string; id: string; secret: string },
): Promise<NodeProgram> {
  const path = join(dir, `${config.id}.yaml`);
  // JSON is YAML.
  await writeFile(path, JSON.stringify({ ...config, models: modelsDir }), { mode: 0o600 });
  const program = new URL('../../../gateway/perception/node/main.ts', import.meta.url);
  const child = fork(program, ['--config', path], { execArgv: [], stdio: ['ignore', 'ignore', 'pipe', 'ipc'] });
  let said = '';
  child.stderr!.setEncoding('utf8').on('data', (text: string) => {
    said += text;
  });
  return {
    said: () => said,
    pid: child.pid!,
    kill: async (signal) => {
      if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
      const exited = once(child, 'exit');
      child.kill(signal);
      return (await exited)[0] as number | null;
    },
  };
}
