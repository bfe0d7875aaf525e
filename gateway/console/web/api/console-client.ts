import type {
  ConsoleAlarm,
  ConsoleCamera,
  ConsoleDevice,
  ConsoleHealth,
  ConsolePassage,
  ConsolePorts,
} from '../../console-ports.ts';

/** What `GET /api/overview` answers. */
export interface Overview {
  site: ConsolePorts['site'];
  user: string;
  nowMs: number;
  cursor: string;
  alarms: ConsoleAlarm[];
  cameras: ConsoleCamera[];
  devices: ConsoleDevice[];
  passages: ConsolePassage[];
  health: ConsoleHealth;
}

/** A refusal of the gateway (`code` as in its ApiError), or `unreachable` when it did not answer. */
export class ApiProblem extends Error {
  readonly code: string;
  readonly status: number;
  readonly retryAfterS: number | undefined;

  constructor(code: string, status: number, retryAfterS?: number) {
    super(code);
    this.code = code;
    this.status = status;
    this.retryAfterS = retryAfterS;
  }
}

export function problemCode(error: unknown): string {
  return error instanceof ApiProblem ? error.code : 'unknown';
}

async function request(method: string, path: string, body?: object): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(path, {
      method,
      credentials: 'same-origin',
      signal: AbortSignal.timeout(10_000),
      ...(body && { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
    });
  } catch {
    throw new ApiProblem('unreachable', 0); // no answer at all; the cause is of no use to a guard
  }
  if (response.ok) return response;
  const problem = (await response.json().catch(() => ({}))) as { code?: string; retryAfterS?: number };
  throw new ApiProblem(problem.code ?? `http-${response.status}`, response.status, problem.retryAfterS);
}

async function getJson<T>(path: string): Promise<T> {
  return (await request('GET', path)).json() as Promise<T>;
}

export const consoleClient = {
  /** The signed-in user, or `null`. */
  async session(): Promise<string | null> {
    try {
      return (await getJson<{ user: string }>('/api/session')).user;
    } catch (error) {
      if (error instanceof ApiProblem && error.status === 401) return null;
      throw error;
    }
  },
  async signIn(user: string, password: string): Promise<string> {
    const response = await request('POST', '/api/session', { user, password });
    return ((await response.json()) as { user: string }).user;
  },
  async signOut(): Promise<void> {
    await request('DELETE', '/api/session');
  },
  overview: () => getJson<Overview>('/api/overview'),
  async acknowledge(alarmId: string): Promise<{ outcome: 'done' | 'already'; alarm: ConsoleAlarm }> {
    return (await request('POST', `/api/alarms/${encodeURIComponent(alarmId)}/acknowledge`, {})).json();
  },
};
