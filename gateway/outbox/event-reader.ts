/** One server-sent event; `name` is `message` where the stream gave none. */
export interface StreamEvent {
  name: string;
  id: string | undefined;
  data: string;
}

/** The stream cannot be read on. */
export class BrokenStream extends Error {}

interface Draft {
  name: string;
  id: string | undefined;
  data: string | undefined;
  chars: number;
}

const nothing = (): Draft => ({ name: 'message', id: undefined, data: undefined, chars: 0 });

/** Puts one line into the event that is being read. A field that is not known here counts for nothing. */
function addLine(draft: Draft, line: string): void {
  const colon = line.indexOf(':');
  const field = colon === -1 ? line : line.slice(0, colon);
  const value = colon === -1 ? '' : line.slice(colon + 1).replace(/^ /, '');
  if (field === 'event') draft.name = value;
  else if (field === 'id') draft.id = value;
  else if (field === 'data') draft.data = draft.data === undefined ? value : `${draft.data}\n${value}`;
}

/**
 * Reads server-sent events from bytes as they come (WHATWG HTML, 9.2.6). An event counts once its empty line has come, so
 * one that is cut off counts for nothing. Throws BrokenStream for bytes that are not UTF-8, and for an event of more than
 * `maxChars`, before it has been kept.
 */
export function createEventReader(maxChars: number): (bytes: Uint8Array) => StreamEvent[] {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let rest = '';
  let draft = nothing();

  const decode = (bytes: Uint8Array): string => {
    try {
      return decoder.decode(bytes, { stream: true });
    } catch (cause) {
      throw new BrokenStream('the stream is not UTF-8', { cause });
    }
  };

  return (bytes) => {
    const events: StreamEvent[] = [];
    rest += decode(bytes);
    // a CR at the end may be half of a line's end
    const lines = rest.split(/\r\n|\n|\r(?!$)/);
    rest = lines.pop()!;
    for (const line of lines) {
      draft.chars += line.length;
      if (draft.chars > maxChars) break;
      if (line !== '') {
        addLine(draft, line);
        continue;
      }
      const { name, id, data } = draft;
      if (data !== undefined) events.push({ name, id, data });
      draft = nothing();
    }
    if (draft.chars + rest.length > maxChars) throw new BrokenStream(`an event is longer than ${maxChars} characters`);
    return events;
  };
}
