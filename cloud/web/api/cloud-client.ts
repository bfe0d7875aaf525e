import type { Priority } from '../../../devices/contracts/alarms.ts';
import type { AlarmDetail, AlarmList, AlarmView, AuditView, GatewayList, SessionView } from '../../api/views.ts';

/** Why a request did not succeed: the code of the cloud's error, or `unreachable`. */
export class CloudProblem extends Error {
  readonly code: string;
  readonly retryAfterS: number | undefined;
  /** Of the answer; 0 where there was none. */
  readonly status: number;

  constructor(code: string, message: string, retryAfterS?: number, status = 0) {
    super(message);
    this.name = 'CloudProblem';
    this.code = code;
    this.retryAfterS = retryAfterS;
    this.status = status;
  }
}

export const timeoutMs = 10_000;

/** What a refused answer says; one that is not the cloud's own is known by its status. */
export async function readProblem(response: Response): Promise<CloudProblem> {
  const retryAfterS = Number(response.headers.get('retry-after') ?? Number.NaN);
  let [code, message] = ['', response.statusText];
  try {
    const body = (await response.json()) as { error?: { code?: string; message?: string } };
    code = body.error?.code ?? '';
    message = body.error?.message ?? message;
  } catch {
    // a proxy's error page; the status says what there is to say
  }
  return new CloudProblem(
    code || `http-${response.status}`,
    message,
    Number.isNaN(retryAfterS) ? undefined : retryAfterS,
    response.status,
  );
}

export async function ask(path: string, init: RequestInit = {}): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(path, { ...init, signal: AbortSignal.timeout(timeoutMs), credentials: 'same-origin' });
  } catch (cause) {
    throw new CloudProblem('unreachable', cause instanceof Error ? cause.message : 'unreachable');
  }
  if (!response.ok) throw await readProblem(response);
  return response;
}

export const get = async <T>(path: string): Promise<T> => (await (await ask(path)).json()) as T;

export interface AlarmFilter {
  state: 'open' | 'all' | 'duty';
  gateway: string | null;
  site?: string | undefined;
  priority?: Priority | undefined;
}

export type AlarmAct = { kind: 'acknowledge'; note?: string } | { kind: 'note'; note: string };

export const post = (path: string, body: object): Promise<Response> =>
  ask(path, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
const pathOf = (gateway: string, alarm: string) =>
  `/v1/alarms/${encodeURIComponent(gateway)}/${encodeURIComponent(alarm)}`;

/** The cloud's API as the page uses it; every call throws a CloudProblem. */
export const cloudClient = {
  session: () => get<SessionView>('/v1/session'),
  /** Of the first account with a sign to act under; everybody else is known by his sign. */
  async logIn(password: string, who: { user?: string; sign?: string; code?: string }): Promise<SessionView> {
    const response = await post('/v1/session', { password, ...who });
    return (await response.json()) as SessionView;
  },
  async logOut(): Promise<void> {
    await ask('/v1/session', { method: 'DELETE' });
  },
  gateways: () => get<GatewayList>('/v1/gateways'),
  alarms({ state, gateway, site, priority }: AlarmFilter, before: string | null): Promise<AlarmList> {
    const query = new URLSearchParams({ limit: '100' });
    if (state !== 'all') {
      query.set('state', state);
      query.set('order', 'urgency');
    }
    if (gateway !== null) query.set('gateway', gateway);
    if (site !== undefined) query.set('site', site);
    if (priority !== undefined) query.set('priority', String(priority));
    if (before !== null) query.set('before', before);
    return get<AlarmList>(`/v1/alarms?${query}`);
  },
  alarm: (gateway: string, alarm: string) => get<AlarmDetail>(pathOf(gateway, alarm)),
  async act(gateway: string, alarm: string, { kind, note }: AlarmAct): Promise<AlarmView> {
    const path = `${pathOf(gateway, alarm)}/${kind === 'note' ? 'notes' : 'acknowledgement'}`;
    const response = await post(path, note ? { note } : {});
    return (await response.json()) as AlarmView;
  },
  audit: (gateway: string) => get<AuditView>(`/v1/gateways/${encodeURIComponent(gateway)}/audit`),
};
