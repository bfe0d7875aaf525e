/** The part of the Dockerfile language that `docker/Dockerfile` uses; anything else is refused, so that nothing is passed over. */
export type Instruction =
  | { kind: 'FROM'; image: string; name: string }
  | { kind: 'COPY'; from: string | undefined; sources: string[]; target: string }
  | { kind: 'RUN'; command: string; caches: string[] }
  | { kind: 'WORKDIR' | 'USER' | 'VOLUME' | 'STOPSIGNAL'; value: string }
  | { kind: 'ENV'; pairs: [name: string, value: string][] }
  | { kind: 'EXPOSE'; ports: number[] }
  | { kind: 'ENTRYPOINT' | 'CMD' | 'HEALTHCHECK'; argv: string[] };

const execForm = (text: string, line: string): string[] => {
  const argv: unknown = JSON.parse(text);
  if (!Array.isArray(argv) || argv.some((word) => typeof word !== 'string')) throw new Error(`no exec form: ${line}`);
  return argv as string[];
};

function matched(pattern: RegExp, text: string, line: string): RegExpMatchArray {
  const match = text.match(pattern);
  if (!match) throw new Error(`this test does not know how to follow: ${line}`);
  return match;
}

function parseCopy(rest: string, line: string): Instruction {
  const [, from, words] = matched(/^(?:--from=(\S+) )?([^-].*)$/, rest, line);
  const paths = words!.split(/\s+/);
  return { kind: 'COPY', from, sources: paths.slice(0, -1), target: paths.at(-1)! };
}

function parseRun(rest: string, line: string): Instruction {
  const [, mounts, command] = matched(/^((?:--mount=type=cache,target=\S+ )*)([^-[].*)$/, rest, line);
  return { kind: 'RUN', command: command!, caches: [...mounts!.matchAll(/target=(\S+)/g)].map((mount) => mount[1]!) };
}

function parseLine(line: string): Instruction {
  const [, kind, rest] = matched(/^([A-Z]+)\s+(.*)$/, line, line) as unknown as [string, string, string];
  if (kind === 'FROM') {
    const [, image, name] = matched(/^(\S+) AS (\S+)$/, rest, line);
    return { kind, image: image!, name: name! };
  }
  if (kind === 'COPY') return parseCopy(rest, line);
  if (kind === 'RUN') return parseRun(rest, line);
  if (kind === 'ENV') {
    const pairs = rest.split(/\s+/).map((pair) => matched(/^(\w+)=([^"']*)$/, pair, line));
    return { kind, pairs: pairs.map((pair) => [pair[1]!, pair[2]!]) };
  }
  if (kind === 'EXPOSE') return { kind, ports: rest.split(/\s+/).map(Number) };
  if (kind === 'WORKDIR' || kind === 'USER' || kind === 'VOLUME' || kind === 'STOPSIGNAL') return { kind, value: rest };
  if (kind === 'ENTRYPOINT' || kind === 'CMD') return { kind, argv: execForm(rest, line) };
  if (kind === 'HEALTHCHECK') {
    const [, argv] = matched(/^(?:--\S+ )*CMD (\[.*\])$/, rest, line);
    return { kind, argv: execForm(argv!, line) };
  }
  throw new Error(`this test does not know how to follow: ${line}`);
}

export function parseDockerfile(text: string): Instruction[] {
  return text
    .replaceAll(/\\\n\s*/g, '')
    .split('\n')
    .filter((line) => line.trim() !== '' && !line.startsWith('#'))
    .map(parseLine);
}
