import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { FastifyInstance } from 'fastify';
import Type from 'typebox';
import { EpochMs, Id, visible } from '../../devices/contracts/place.ts';
import { errorReplies } from '../api/error-reply.ts';
import type { Clock } from '../clock.ts';
import { Fault } from '../fault.ts';
import type { Access, Operator } from '../tenancy/access.ts';
import type { AuditAct } from '../tenancy/audit-store.ts';
import { AlertRule, alertKindNames, RuleId } from './alert-rule.ts';
import type { HealthStore } from './health-store.ts';
import { ConditionList, groupConditions, RuleList, RuleView, viewRule } from './health-views.ts';
import { allRules } from './watch-health.ts';

export interface ConditionRouteDeps {
  store: HealthStore;
  access: Access;
  clock: Clock;
  /** What is wrong, or what is hidden of it, has changed. */
  changed(): void;
}

const tags = ['health'];
const strict = { additionalProperties: false } as const;
const maxRules = 500;
const Why = Type.String({ minLength: 1, maxLength: 500, pattern: visible, description: 'for those who read it later' });
const Shelved = {
  gateway: Id,
  kind: Type.Enum(alertKindNames),
  subject: Type.Optional(Type.String({ pattern: '^[a-z0-9-]{0,64}$' })),
};

const actOf = (operator: Operator, atMs: number, act: Pick<AuditAct, 'deed'> & Partial<AuditAct>): AuditAct => ({
  ...{ by: operator.sign, operator: operator.id, atMs },
  ...act,
});

/** Where a rule counts, as places are named elsewhere. */
const placeOf = (scope: string) => (scope === 'fleet' ? 'cloud' : scope);
const gatewayOf = (scope: string) => (scope.startsWith('gateway:') ? scope.slice(8) : undefined);

function requireScope(operator: Operator, scope: string): void {
  const gateway = gatewayOf(scope);
  if (gateway === undefined) operator.requireAt('rules.change', placeOf(scope));
  else operator.require('rules.change', gateway);
}

function seesScope(operator: Operator, scope: string): boolean {
  const gateway = gatewayOf(scope);
  if (gateway !== undefined) return operator.may('fleet.see', gateway);
  return scope === 'fleet' || operator.mayAt('fleet.see', placeOf(scope));
}

function registerReading(instance: FastifyInstance, { store, access, clock }: ConditionRouteDeps): void {
  const app = instance.withTypeProvider<TypeBoxTypeProvider>();
  app.get(
    '/v1/health/conditions',
    {
      config: { needs: 'fleet.see' },
      schema: {
        operationId: 'health.conditions',
        summary: 'What is wrong with the fleet now, by kind, each with its age',
        tags,
        querystring: Type.Object({ gateway: Type.Optional(Id) }, strict),
        response: { 200: ConditionList, ...errorReplies },
      },
    },
    async (request) => {
      const operator = access.of(request);
      const { gateway } = request.query;
      if (gateway !== undefined) operator.require('fleet.see', gateway);
      const nowMs = clock.wallMs();
      const [open, shelves, lookedAtMs] = await Promise.all([
        store.openConditions(),
        store.shelves(nowMs),
        store.lookedAtMs(),
      ]);
      const { seen } = operator;
      const mine = open.filter(
        (each) => (seen?.has(each.gateway) ?? true) && (gateway ?? each.gateway) === each.gateway,
      );
      const groups = groupConditions(mine, shelves);
      const shelved = new Set(shelves.map((shelf) => `${shelf.gateway}/${shelf.kind}/${shelf.subject}`));
      const bad = mine.filter((each) => !shelved.has(`${each.gateway}/${each.kind}/${each.subject}`));
      return { nowMs, lookedAtMs, gateways: new Set(bad.map((each) => each.gateway)).size, groups };
    },
  );
  app.get(
    '/v1/health/rules',
    {
      config: { needs: 'fleet.see' },
      schema: {
        operationId: 'health.rules',
        summary: 'When something counts as wrong',
        tags,
        response: { 200: RuleList, ...errorReplies },
      },
    },
    async (request) => {
      const operator = access.of(request);
      const rules = allRules(await store.rules()).filter(({ rule: { scope } }) => seesScope(operator, scope));
      return { rules: rules.map(viewRule) };
    },
  );
}

function registerRules(instance: FastifyInstance, { store, access, clock }: ConditionRouteDeps): void {
  const app = instance.withTypeProvider<TypeBoxTypeProvider>();
  const config = { needs: 'rules.change' } as const;
  const params = Type.Object({ rule: RuleId });
  const Revision = Type.Integer({ minimum: 0, description: 'of the rule that was looked at; 0 for a new one' });
  const refuseStale = () => {
    throw new Fault('rule-stale', 'somebody has changed this rule since you looked at it');
  };
  app.put(
    '/v1/health/rules/:rule',
    {
      config,
      schema: {
        operationId: 'health.saveRule',
        summary: 'Save a rule; one under the id of a usual rule takes its place',
        tags,
        params,
        body: Type.Object({ revision: Revision, rule: AlertRule, why: Why }, strict),
        response: { 200: RuleView, ...errorReplies },
      },
    },
    async (request) => {
      const operator = access.of(request);
      const { params: path, body } = request;
      const { revision, rule, why } = body;
      if (rule.kind === 'cameras' && rule.ring === undefined)
        throw new Fault('request-invalid', 'body: rule.ring is missing: a rule of cameras is of one ring');
      requireScope(operator, rule.scope);
      const known = allRules(await store.rules());
      const before = known.find(({ id }) => id === path.rule);
      if (before) requireScope(operator, before.rule.scope);
      else if (known.length >= maxRules) throw new Fault('too-many-rules', `there are ${known.length} rules already`);
      const gateway = gatewayOf(rule.scope);
      const where = gateway === undefined ? { place: placeOf(rule.scope) } : { gateway };
      const act = actOf(operator, clock.wallMs(), {
        deed: 'rule.save',
        subject: path.rule,
        reason: why.trim(),
        ...where,
      });
      if (!(await store.saveRule(path.rule, revision, rule, act))) refuseStale();
      return viewRule({ id: path.rule, revision: revision + 1, rule });
    },
  );
  app.delete(
    '/v1/health/rules/:rule',
    {
      config,
      schema: {
        operationId: 'health.removeRule',
        summary: 'Remove a rule; a usual rule comes back as it was',
        tags,
        params,
        body: Type.Object({ revision: Revision, why: Why }, strict),
        response: { 204: Type.Null({ description: 'removed' }), ...errorReplies },
      },
    },
    async (request, reply) => {
      const operator = access.of(request);
      const { rule: id } = request.params;
      const { revision, why } = request.body;
      const saved = (await store.rules()).find((each) => each.id === id);
      if (!saved || !seesScope(operator, saved.rule.scope))
        throw new Fault('not-found', `there is no saved rule ${id}`);
      requireScope(operator, saved.rule.scope);
      const act = actOf(operator, clock.wallMs(), { deed: 'rule.remove', subject: id, reason: why.trim() });
      const gateway = gatewayOf(saved.rule.scope);
      const where = gateway === undefined ? { place: placeOf(saved.rule.scope) } : { gateway };
      if (!(await store.saveRule(id, revision, undefined, { ...act, ...where }))) refuseStale();
      reply.code(204);
      return null;
    },
  );
}

function registerShelves(instance: FastifyInstance, { store, access, clock, changed }: ConditionRouteDeps): void {
  const app = instance.withTypeProvider<TypeBoxTypeProvider>();
  const config = { needs: 'rules.change' } as const;
  const response = { 204: Type.Null({ description: 'done' }), ...errorReplies };
  const longestMs = 30 * 86_400_000;
  app.post(
    '/v1/health/shelve',
    {
      config,
      schema: {
        operationId: 'health.shelve',
        summary:
          'Set a condition aside until a time, with the reason: nobody is told of it, and the page shows it last',
        tags,
        body: Type.Object({ ...Shelved, untilMs: EpochMs, why: Why }, strict),
        response,
      },
    },
    async (request, reply) => {
      const operator = access.of(request);
      const { gateway, kind, subject = '', untilMs, why } = request.body;
      operator.require('rules.change', gateway);
      const atMs = clock.wallMs();
      if (untilMs <= atMs || untilMs > atMs + longestMs)
        throw new Fault('request-invalid', 'body: untilMs has to be in the future, 30 days ahead at the most');
      const act = actOf(operator, atMs, { deed: 'condition.shelve', gateway, subject: kind, reason: why.trim() });
      await store.setShelf({ gateway, kind, subject, untilMs, by: operator.sign, why: why.trim(), atMs }, act);
      changed();
      reply.code(204);
      return null;
    },
  );
  app.post(
    '/v1/health/unshelve',
    {
      config,
      schema: {
        operationId: 'health.unshelve',
        summary: 'Let a condition count again',
        tags,
        body: Type.Object(Shelved, strict),
        response,
      },
    },
    async (request, reply) => {
      const operator = access.of(request);
      const { gateway, kind, subject = '' } = request.body;
      operator.require('rules.change', gateway);
      const act = actOf(operator, clock.wallMs(), { deed: 'condition.unshelve', gateway, subject: kind });
      await store.endShelf({ gateway, kind, subject }, act);
      changed();
      reply.code(204);
      return null;
    },
  );
}

/** What is wrong, when it counts as wrong, and what is set aside. The caller lets in only who is logged in. */
export function registerConditions(app: FastifyInstance, deps: ConditionRouteDeps): void {
  registerReading(app, deps);
  registerRules(app, deps);
  registerShelves(app, deps);
}
