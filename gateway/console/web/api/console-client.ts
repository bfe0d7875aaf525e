import type {
  ConsoleAlarm,
  ConsoleCamera,
  ConsoleDevice,
  ConsoleEnrolment,
  ConsoleExport,
  ConsoleHealth,
  ConsolePassage,
  ConsolePeople,
  ConsolePerception,
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
  /** Live enrolments that run or have just ended. */
  enrolments?: ConsoleEnrolment[];
  health: ConsoleHealth;
}

/** What a guard asks for; the gateway knows who asks. */
export type ExportOrder = Pick<ConsoleExport, 'alarm' | 'what' | 'show' | 'reason'>;

/** A refusal of the gateway (`code` as in its ApiError), or `unreachable` when it did not answer. */
export class ApiProblem extends Error {
  readonly code: string;
  readonly status: number;
  readonly retryAfterS: number | undefined;
  /** Where in what was sent. */
  readonly field: string | undefined;

  constructor(code: string, status: number, retryAfterS?: number, field?: string) {
    super(code);
    this.code = code;
    this.status = status;
    this.retryAfterS = retryAfterS;
    this.field = field;
  }
}

export function problemCode(error: unknown): string {
  return error instanceof ApiProblem ? error.code : 'unknown';
}

export async function request(method: string, path: string, body?: object): Promise<Response> {
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
  const problem = (await response.json().catch(() => ({}))) as {
    code?: string;
    retryAfterS?: number;
    field?: string;
  };
  const { code = `http-${response.status}`, retryAfterS, field } = problem;
  throw new ApiProblem(code, response.status, retryAfterS, field);
}

export async function getJson<T>(path: string): Promise<T> {
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
  perception: () => getJson<ConsolePerception>('/api/perception'),
  async acknowledge(alarmId: string): Promise<{ outcome: 'done' | 'already'; alarm: ConsoleAlarm }> {
    return (await request('POST', `/api/alarms/${encodeURIComponent(alarmId)}/acknowledge`, {})).json();
  },
  clip: (alarmId: string) => `/api/alarms/${encodeURIComponent(alarmId)}/clip`,
  exportFile: (id: string) => `/api/exports/${encodeURIComponent(id)}/file`,
  exports: () => getJson<ConsoleExport[]>('/api/exports'),
  async askExport({ alarm, ...order }: ExportOrder): Promise<ConsoleExport> {
    return (await request('POST', `/api/alarms/${encodeURIComponent(alarm)}/exports`, order)).json();
  },
  async endExport(id: string): Promise<void> {
    await request('DELETE', `/api/exports/${encodeURIComponent(id)}`);
  },
  residents: (query: string) =>
    getJson<ReturnType<ConsolePeople['find']>>(`/api/residents?query=${encodeURIComponent(query)}`),
  async enrol(resident: string, camera: string, seconds: number): Promise<ConsoleEnrolment> {
    const path = `/api/residents/${encodeURIComponent(resident)}/enrolment`;
    return (await request('POST', path, { camera, seconds })).json();
  },
  async cancelEnrolment(resident: string): Promise<void> {
    await request('DELETE', `/api/residents/${encodeURIComponent(resident)}/enrolment`);
  },
  async removeTemplates(resident: string): Promise<{ removed: number }> {
    return (await request('DELETE', `/api/residents/${encodeURIComponent(resident)}/templates`)).json();
  },
};
