/** A logged-in user of one of the two consoles, by plain HTTP as any script would do it. */
export interface HttpSession {
  get<T>(path: string): Promise<T>;
  post<T>(path: string, body: object): Promise<T>;
  put<T>(path: string, body: object, headers?: Record<string, string>): Promise<T>;
  delete(path: string): Promise<void>;
  /** A picture or a film. */
  bytes(path: string): Promise<Uint8Array>;
}

export async function logIn(url: string, path: string, credentials: object): Promise<HttpSession> {
  const request = async (method: string, where: string, cookie: string, body?: object, more: object = {}) => {
    const response = await fetch(new URL(where, url), {
      method,
      headers: {
        origin: new URL(url).origin,
        cookie,
        ...(body ? { 'content-type': 'application/json' } : {}),
        ...more,
      },
      ...(body ? { body: JSON.stringify(body) } : {}),
      signal: AbortSignal.timeout(10_000),
    });
    if (!response.ok) throw new Error(`${method} ${where} of ${url}: ${response.status} ${await response.text()}`);
    return response;
  };
  const answer = await request('POST', path, '', credentials);
  const cookie = answer.headers
    .getSetCookie()
    .map((entry) => entry.split(';')[0])
    .join('; ');
  const read = async <T>(response: Promise<Response>) => {
    const answered = await response;
    return (answered.status === 204 ? undefined : await answered.json()) as T;
  };
  return {
    get: <T>(where: string) => read<T>(request('GET', where, cookie)),
    post: <T>(where: string, body: object) => read<T>(request('POST', where, cookie, body)),
    put: <T>(where: string, body: object, headers = {}) => read<T>(request('PUT', where, cookie, body, headers)),
    delete: async (where: string) => void (await request('DELETE', where, cookie)),
    bytes: async (where: string) => new Uint8Array(await (await request('GET', where, cookie)).arrayBuffer()),
  };
}
