import { spawn } from 'node:child_process';

export interface NpmAnswer {
  /** `undefined` where it could not be started or was killed. */
  code: number | undefined;
  stdout: string;
  stderr: string;
}

/** Runs the npm that runs this, or the machine's own, in `folder`. It asks nothing and is stopped after two minutes. */
export function runNpm(words: readonly string[], folder: string): Promise<NpmAnswer> {
  const { npm_execpath: script } = process.env;
  const isScript = script !== undefined && /npm-cli\.js$/.test(script);
  const [program, first] = isScript ? [process.execPath, [script]] : ['npm', []];
  // What the npm that runs this was told (`npm run --silent …`) is not meant for the one that it asks.
  const env = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^npm_(command|lifecycle|package)/.test(name)),
  );
  return new Promise((resolve) => {
    const child = spawn(program, [...first, ...words], {
      cwd: folder,
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
      shell: !isScript && process.platform === 'win32',
      timeout: 120_000,
    });
    let [stdout, stderr] = ['', ''];
    child.stdout.on('data', (bytes) => {
      stdout += bytes;
    });
    child.stderr.on('data', (bytes) => {
      stderr += bytes;
    });
    child.on('error', (error) => resolve({ code: undefined, stdout, stderr: error.message }));
    child.on('close', (code) => resolve({ code: code ?? undefined, stdout, stderr }));
  });
}
