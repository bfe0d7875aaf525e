import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../../', import.meta.url));

export interface SourceFile {
  /** From the project's root, with forward slashes. */
  path: string;
  text: string;
  /** Modules of ours that it imports, as paths from the root. */
  imports: string[];
  /** Packages that it imports, by package name. */
  packages: string[];
}

const specifier = /(?:from|import)\s*\(?\s*['"]([^'"]+)['"]/g;
const comments = /\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm;

/** Every TypeScript source file that git knows or would know. */
export function readSources(): SourceFile[] {
  const listed = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '*.ts', '*.tsx'], {
    cwd: root,
    encoding: 'utf8',
  });
  return listed
    .split('\n')
    .filter((path) => path !== '' && !path.endsWith('.d.ts'))
    .flatMap((path) => {
      try {
        return [readSource(path)];
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
        throw error;
      }
    });
}

function readSource(path: string): SourceFile {
  const text = readFileSync(join(root, path), 'utf8');
  const specifiers = [...text.replaceAll(comments, '').matchAll(specifier)].map((match) => match[1]!);
  const imports = specifiers.filter((name) => name.startsWith('.')).map((name) => normalize(join(dirname(path), name)));
  const packages = specifiers.filter((name) => !name.startsWith('.') && !name.startsWith('node:')).map(packageName);
  return { path, text, imports: imports.map((name) => name.replaceAll('\\', '/')), packages };
}

function packageName(name: string): string {
  return name
    .split('/')
    .slice(0, name.startsWith('@') ? 2 : 1)
    .join('/');
}
