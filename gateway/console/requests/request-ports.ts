import type { NewRequest, RequestAnswer, RequestBook } from '../../requests/request-book.ts';
import type { RequestDeed, ServiceRequest } from '../../requests/service-request.ts';

export type RequestEntry =
  | { ok: true; request: ServiceRequest; followCode: string }
  | { ok: false; code: 'no-person' | 'no-home' | 'no-place' };

/** Service requests of residents and staff. Words and people are seen by those who may see requests; who asked, by an opaque id. */
export interface ConsoleRequests extends Pick<RequestBook, 'get' | 'steps' | 'list' | 'follow' | 'published'> {
  enter(wanted: NewRequest, user: string): RequestEntry;
  act(id: string, deed: RequestDeed, words: string | undefined, user: string): RequestAnswer;
  /** By whoever holds the follow-up code. */
  answer(code: string, deed: RequestDeed, words: string | undefined): RequestAnswer;
  timeZone: string;
}
