import { createHash } from 'node:crypto';
import { type CommandLeave, parseCommandLeave, resultHashHeader } from '../../devices/contracts/command.ts';
import type { CloudLine } from '../outbox/cloud-line.ts';
import { HttpRefusal, UnreadableAnswer } from '../outbox/link-problem.ts';

const askTimeoutMs = 10_000;
const putTimeoutMs = 60_000;
const maxAnswerBytes = 4096;

export const hashOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

async function refuse(response: Response): Promise<never> {
  await response.body?.cancel();
  throw new HttpRefusal(response.status, response.headers.get('retry-after'), '');
}

/** Asks whether a command is still wanted. Rejects as `line.request` does, with HttpRefusal and with UnreadableAnswer. */
export async function askLeave(line: CloudLine, id: string, stopping: AbortSignal): Promise<CommandLeave> {
  const response = await line.request(`/v1/commands/${id}/begin`, {
    method: 'POST',
    headers: {},
    signal: AbortSignal.any([stopping, AbortSignal.timeout(askTimeoutMs)]),
  });
  if (!response.ok) return refuse(response);
  const leave = parseCommandLeave(await readJson(response));
  if (!leave.ok) throw new UnreadableAnswer(`the leave to begin is not readable: ${leave.problem}`);
  return leave.value;
}

/** Gives the cloud what a command brought. */
export async function putResult(
  line: CloudLine,
  id: string,
  { type, bytes }: { type: string; bytes: Uint8Array },
  stopping: AbortSignal,
): Promise<void> {
  const response = await line.request(`/v1/commands/${id}/result`, {
    method: 'PUT',
    headers: { 'content-type': type, [resultHashHeader]: hashOf(bytes) },
    body: bytes,
    signal: AbortSignal.any([stopping, AbortSignal.timeout(putTimeoutMs)]),
  });
  if (!response.ok) return refuse(response);
  await response.body?.cancel();
}

async function readJson(response: Response): Promise<unknown> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of (response.body ?? []) as AsyncIterable<Uint8Array>) {
    bytes += chunk.byteLength;
    if (bytes > maxAnswerBytes) throw new UnreadableAnswer('the leave to begin is larger than it can be');
    chunks.push(chunk);
  }
  try {
    return JSON.parse(Buffer.concat(chunks).toString('utf8'));
  } catch (cause) {
    throw new UnreadableAnswer('the leave to begin is no JSON', { cause });
  }
}
