/** RTSP 1.0 on the wire (RFC 2326): requests in, responses out, interleaved binary frames (10.12) both ways. */
export interface RtspRequest {
  kind: 'request';
  method: string;
  uri: string;
  cseq: string;
  /** Names in lower case; the last of equal names wins. */
  headers: Map<string, string>;
}

export type RtspItem =
  | RtspRequest
  | { kind: 'interleaved'; channel: number; bytes: Uint8Array }
  /** Nothing after this can be understood: answer `status` and close. */
  | { kind: 'bad'; status: number; reason: string };

export interface RtspReader {
  /** Takes what the socket gave and returns what is complete. After a `bad` item it returns nothing more. */
  push(chunk: Uint8Array): RtspItem[];
}

export const rtspLimits = { headerBytes: 8192, headerCount: 64, bodyBytes: 16_384 } as const;
const interleavedMark = 0x24;

export function createRtspReader(): RtspReader {
  let pending: Buffer = Buffer.alloc(0);
  let dead = false;
  return {
    push(chunk) {
      if (dead) return [];
      pending = pending.length === 0 ? Buffer.from(chunk) : Buffer.concat([pending, chunk]);
      const items: RtspItem[] = [];
      for (;;) {
        const step = takeItem(pending);
        if (!step) return items;
        pending = pending.subarray(step.used);
        if (!step.item) continue;
        items.push(step.item);
        if (step.item.kind === 'bad') {
          dead = true;
          pending = Buffer.alloc(0);
          return items;
        }
      }
    },
  };
}

interface Step {
  used: number;
  item?: RtspItem;
}

/** The first complete item of `bytes`; undefined while more must come. */
function takeItem(bytes: Buffer): Step | undefined {
  if (bytes.length === 0) return undefined;
  if (bytes[0] === interleavedMark) return takeInterleaved(bytes);
  // RFC 2326 4.1: ignore empty lines before a request
  if (bytes[0] === 0x0d || bytes[0] === 0x0a) return { used: 1 };
  const end = findHeaderEnd(bytes);
  if (!end) {
    if (bytes.length > rtspLimits.headerBytes) return bad(bytes, 413, 'header too long');
    return looksLikeText(bytes) ? undefined : bad(bytes, 400, 'not RTSP');
  }
  if (end.at > rtspLimits.headerBytes) return bad(bytes, 413, 'header too long');
  return takeRequest(bytes, end);
}

function takeInterleaved(bytes: Buffer): Step | undefined {
  if (bytes.length < 4) return undefined;
  const used = 4 + bytes.readUInt16BE(2);
  if (bytes.length < used) return undefined;
  return { used, item: { kind: 'interleaved', channel: bytes[1]!, bytes: bytes.subarray(4, used) } };
}

function takeRequest(bytes: Buffer, end: { at: number; length: number }): Step | undefined {
  const head = bytes.subarray(0, end.at);
  if (!looksLikeText(head)) return bad(bytes, 400, 'control characters in the header');
  const [first = '', ...lines] = head.toString('latin1').split(/\r?\n/);
  const start = /^([A-Z_]{1,24}) (\S{1,2048}) RTSP\/(\d)\.\d$/.exec(first);
  if (!start) return bad(bytes, 400, 'no request line');
  if (start[3] !== '1') return bad(bytes, 505, 'only RTSP 1.0 is spoken');
  if (lines.length > rtspLimits.headerCount) return bad(bytes, 400, 'too many headers');
  const headers = parseHeaders(lines);
  if (!headers) return bad(bytes, 400, 'a header without a colon');
  const cseq = headers.get('cseq') ?? '';
  if (!/^\d{1,10}$/.test(cseq)) return bad(bytes, 400, 'no CSeq');
  const length = headers.get('content-length') ?? '0';
  if (!/^\d{1,6}$/.test(length)) return bad(bytes, 400, 'bad Content-Length');
  if (Number(length) > rtspLimits.bodyBytes) return bad(bytes, 413, 'body too long');
  const used = end.at + end.length + Number(length);
  if (bytes.length < used) return undefined;
  return { used, item: { kind: 'request', method: start[1]!, uri: start[2]!, cseq, headers } };
}

function bad(bytes: Buffer, status: number, reason: string): Step {
  return { used: bytes.length, item: { kind: 'bad', status, reason } };
}

function findHeaderEnd(bytes: Buffer): { at: number; length: number } | undefined {
  const crlf = bytes.indexOf('\r\n\r\n');
  const lf = bytes.indexOf('\n\n');
  if (crlf >= 0 && (lf < 0 || crlf < lf)) return { at: crlf, length: 4 };
  return lf >= 0 ? { at: lf, length: 2 } : undefined;
}

function looksLikeText(bytes: Buffer): boolean {
  for (const byte of bytes.subarray(0, rtspLimits.headerBytes)) {
    if (byte < 0x20 && byte !== 0x0d && byte !== 0x0a && byte !== 0x09) return false;
  }
  return true;
}

function parseHeaders(lines: string[]): Map<string, string> | undefined {
  const headers = new Map<string, string>();
  for (const line of lines) {
    if (line === '') continue;
    const colon = line.indexOf(':');
    if (colon <= 0) return undefined;
    headers.set(line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim());
  }
  return headers;
}

const reasons: Record<number, string> = {
  200: 'OK',
  400: 'Bad Request',
  401: 'Unauthorized',
  404: 'Not Found',
  405: 'Method Not Allowed',
  413: 'Request Entity Too Large',
  453: 'Not Enough Bandwidth',
  454: 'Session Not Found',
  455: 'Method Not Valid in This State',
  461: 'Unsupported Transport',
  500: 'Internal Server Error',
  505: 'RTSP Version Not Supported',
};

export interface RtspResponse {
  status: number;
  headers?: Record<string, string>;
  body?: string;
}

export function formatRtspResponse(cseq: string | undefined, response: RtspResponse): string {
  const lines = [`RTSP/1.0 ${response.status} ${reasons[response.status] ?? 'Unknown'}`];
  if (cseq !== undefined) lines.push(`CSeq: ${cseq}`);
  for (const [name, value] of Object.entries(response.headers ?? {})) lines.push(`${name}: ${value}`);
  if (response.body !== undefined) lines.push(`Content-Length: ${Buffer.byteLength(response.body)}`);
  return `${lines.join('\r\n')}\r\n\r\n${response.body ?? ''}`;
}

/** Puts `$`, channel and length before a packet (10.12). */
export function writeInterleavedHeader(target: Buffer, offset: number, channel: number, length: number): void {
  target[offset] = interleavedMark;
  target[offset + 1] = channel;
  target.writeUInt16BE(length, offset + 2);
}
