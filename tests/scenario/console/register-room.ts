import { createRegisterDesk } from '../../../gateway/compose/people/register-desk.ts';
import { digestPin } from '../../fixtures/play-access.ts';
import { openTestRegister, type RegisterFixture } from '../../fixtures/register-of.ts';
import { smallSite } from '../../fixtures/small-site.ts';
import { type RunningConsole, startConsole } from './start-console.ts';

export interface RegisterRoom extends RegisterFixture {
  console: RunningConsole;
  /** As the manager; JSON out and in. */
  send(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Answered>;
}

export interface Answered {
  status: number;
  headers: Headers;
  body: Record<string, unknown>;
}

/** A real console before a real register in memory. */
export async function startRegisterRoom(): Promise<RegisterRoom> {
  const parts = openTestRegister(smallSite(), { nowMs: Date.now() });
  const console = await startConsole({ rooms: { register: createRegisterDesk({ ...parts, digestPin }) } });
  const cookie = await console.signIn('manager');
  return {
    ...parts,
    console,
    send: async (method, path, body, headers) => {
      const answer = await console.ask(path, {
        method,
        cookie,
        ...(body !== undefined && { body }),
        ...(headers && { headers }),
      });
      return { status: answer.status, headers: answer.headers, body: (await answer.json()) as Answered['body'] };
    },
  };
}
