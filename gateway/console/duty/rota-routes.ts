import Type from 'typebox';
import { EpochMs } from '../../../devices/contracts/place.ts';
import type { RotaAnswer, RotaRefusal } from '../../duty/rota.ts';
import { DutyRole, Gap, LongDuty, RotaPattern, Shift, ShiftChange, UserName } from '../../duty/shift.ts';
import type { ConsoleApp } from '../console-fastify.ts';
import { strict } from '../console-schemas.ts';
import { Refusal, type Refusals, refusalOf } from '../refusal.ts';
import { guardOf } from '../request-rules.ts';
import type { DutyPeople } from './duty-people.ts';
import type { ConsoleDuty } from './duty-ports.ts';

const Span = Type.Object({ fromMs: EpochMs, toMs: EpochMs }, strict);
/** Two months of three slots with everybody named. */
const maxPlanBytes = 256 * 1024;
/** A rota is asked for week by week. */
const longestSpanMs = 100 * 86_400_000;
const Outlook = Type.Object(
  { shifts: Type.Array(Shift), gaps: Type.Array(Gap), longDuty: Type.Array(LongDuty) },
  strict,
);
const StandingGap = Type.Object(
  {
    ...Gap.properties,
    accepted: Type.Optional(Type.Object({ by: Type.String(), reason: Type.String(), atMs: EpochMs }, strict)),
  },
  strict,
);
const Person = Type.Object(
  { user: UserName, fullName: Type.Optional(Type.String()), duties: Type.Array(DutyRole) },
  strict,
);
const PublishBody = Type.Object(
  {
    pattern: RotaPattern,
    acceptGaps: Type.Optional(
      Type.Object(
        { reason: Type.String({ minLength: 4, maxLength: 300 }) },
        { ...strict, description: 'why it is published although minutes are uncovered' },
      ),
    ),
  },
  strict,
);

const refusals: Refusals<Exclude<RotaRefusal['code'], 'gaps' | 'two-roles'>> = {
  'no-such-day': [400, 'The calendar has no such day.'],
  'in-the-past': [400, 'All of these shifts are over.'],
  'no-shift': [404, 'There is no such shift.'],
  'shift-is-over': [409, 'The shift is over.'],
  'not-in-this-shift': [409, 'This user is not in the shift.'],
  'already-in-this-shift': [409, 'This user is in the shift already.'],
  'nothing-to-change': [400, 'Say who goes out or who comes in.'],
};

function settle<T>(answer: RotaAnswer<T>): T {
  if (answer.kind === 'done') return answer.value;
  if (answer.code === 'gaps') {
    const [first] = answer.gaps;
    const from = new Date(first!.fromMs).toISOString();
    throw new Refusal(
      409,
      'gaps',
      `${answer.gaps.length} spans are not covered, the first from ${from}: rota.preview lists them; give acceptGaps with a reason.`,
    );
  }
  if (answer.code === 'two-roles') {
    const { user, roles } = answer.found;
    throw new Refusal(409, 'two-roles', `${user} would be ${roles.join(' and ')} at the same time.`, undefined, user);
  }
  throw refusalOf(refusals, answer.code);
}

/** Throws unless this user exists and may be on duty so. */
function checkPerson(people: DutyPeople, user: string, role: DutyRole): void {
  const person = people.get(user);
  if (!person) throw new Refusal(404, 'no-user', `There is no user ${user}.`, undefined, user);
  if (person.duties.includes(role)) return;
  throw new Refusal(409, 'not-of-this-role', `${user} has not the role ${role}.`, undefined, user);
}

function checkPattern(people: DutyPeople, { slots }: RotaPattern): void {
  for (const { role, groups } of slots) {
    for (const user of new Set(groups.flat())) checkPerson(people, user, role);
  }
}

export function addRotaRoutes(app: ConsoleApp, rota: ConsoleDuty['rota'], people: DutyPeople): void {
  addRotaLooks(app, rota, people);
  addRotaChanges(app, rota, people);
}

function addRotaLooks(app: ConsoleApp, rota: ConsoleDuty['rota'], people: DutyPeople): void {
  const config = { permission: 'duty.view' } as const;
  app.get(
    '/api/shifts',
    {
      config,
      schema: {
        operationId: 'shift.list',
        summary: 'Shifts of a span, and who is on duty for too long',
        querystring: Span,
        response: { 200: Type.Object({ shifts: Type.Array(Shift), longDuty: Type.Array(LongDuty) }, strict) },
      },
    },
    async ({ query: { fromMs, toMs } }) => {
      if (toMs <= fromMs || toMs - fromMs > longestSpanMs) {
        throw new Refusal(400, 'ends-before-it-begins', 'toMs must be later than fromMs, by 100 days at most.');
      }
      return { shifts: rota.list(fromMs, toMs), longDuty: rota.longDuty(fromMs, toMs) };
    },
  );
  app.get(
    '/api/rota/gaps',
    {
      config,
      schema: {
        operationId: 'gap.list',
        summary: 'Spans of the next seven days in which too few are on duty',
        response: { 200: Type.Array(StandingGap) },
      },
    },
    async () => rota.gaps(),
  );
  app.get(
    '/api/duty/people',
    {
      config,
      schema: {
        operationId: 'duty-person.list',
        summary: 'Users who can be on duty, and as what',
        response: { 200: Type.Array(Person) },
      },
    },
    async () => people.list(),
  );
}

function addRotaChanges(app: ConsoleApp, rota: ConsoleDuty['rota'], people: DutyPeople): void {
  const config = { permission: 'duty.plan' } as const;
  app.post(
    '/api/rota/preview',
    {
      bodyLimit: maxPlanBytes,
      config,
      schema: {
        operationId: 'rota.preview',
        summary: 'What a pattern would come to: shifts, gaps, too long days; nothing is kept',
        body: Type.Object({ pattern: RotaPattern }, strict),
        response: { 200: Outlook },
      },
    },
    async ({ body: { pattern } }) => {
      checkPattern(people, pattern);
      return settle(rota.preview(pattern));
    },
  );
  app.post(
    '/api/rota/publish',
    {
      bodyLimit: maxPlanBytes,
      config,
      schema: {
        operationId: 'rota.publish',
        summary: 'Make a pattern the rota; refused while a minute is uncovered, unless that is accepted with a reason',
        body: PublishBody,
        response: { 200: Outlook },
      },
    },
    async (request) => {
      const { pattern, acceptGaps } = request.body;
      checkPattern(people, pattern);
      return settle(rota.publish(pattern, guardOf(request).user, acceptGaps));
    },
  );
  app.post(
    '/api/rota/change',
    {
      config,
      schema: {
        operationId: 'rota.change',
        summary: 'Somebody else, nobody, or somebody more in one shift; says which gap that leaves',
        body: ShiftChange,
        response: {
          200: Type.Object({ shift: Shift, gaps: Type.Array(Gap), longDuty: Type.Array(LongDuty) }, strict),
        },
      },
    },
    async (request) => {
      const { shift, in: into } = request.body;
      const known = rota.get(shift);
      if (known && into !== undefined) checkPerson(people, into, known.role);
      return settle(rota.change(request.body, guardOf(request).user));
    },
  );
}
