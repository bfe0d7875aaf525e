import type { FastifyRequest } from 'fastify';

/** What somebody may do at a place. Whoever asks for something weighty never approves it too. */
export const permissions = [
  'fleet.see',
  'alarms.act',
  'claims.decide',
  'settings.change',
  'rollouts.prepare',
  'rollouts.approve',
  'commands.ask',
  'commands.approve',
  'rules.change',
  'shares.decide',
  'records.keep',
  'operators.manage',
  'audit.read',
] as const;
export type Permission = (typeof permissions)[number];

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Who has it nowhere is not let in; where it has to hold is for the route to ask. */
    needs?: Permission;
    /** Open to who has to enrol a second factor first, where the cloud requires one. */
    beforeSecondFactor?: boolean;
  }
}

/** Who asks: a person who is logged in, or a program with a token. */
export interface Operator {
  /** Opaque and for ever: what is kept of who did something. */
  id: string;
  /** What others read of him; never a name. */
  sign: string;
  /** Whether he may do it at this gateway; without one, whether he may anywhere. */
  may(permission: Permission, gateway?: string): boolean;
  /** Throws Faults: `not-found` where he must not know of the gateway, `forbidden` where he may not do this. */
  require(permission: Permission, gateway?: string): void;
  /** The same at a place (`cloud`, `tenant:ID`, `city:ID`, `district:ID`, `site:ID`): he has it there or further up. */
  mayAt(permission: Permission, place: string): boolean;
  /** Throws Faults: `not-found` where nothing there is his, `forbidden` where he may not do this. */
  requireAt(permission: Permission, place: string): void;
  /** Gateways that he may see; undefined for all there are and will be. */
  seen: ReadonlySet<string> | undefined;
  /** What he may do somewhere. */
  permissions: readonly Permission[];
  /** A program with a token never manages sessions, tokens or operators. */
  by: 'session' | 'token';
}

/** Of which gateways a list may tell; throws a `not-found` Fault where a gateway is named that he must not know of. */
export function scopeOf(operator: Operator, gateway?: string): { gateway?: string; only?: readonly string[] } {
  if (gateway !== undefined) operator.require('fleet.see', gateway);
  return {
    ...(gateway === undefined ? {} : { gateway }),
    ...(operator.seen === undefined ? {} : { only: [...operator.seen] }),
  };
}

export interface Access {
  /** Throws a `login-needed` Fault. The same answer for the whole of one request. */
  of(request: FastifyRequest): Operator;
  /** What is known of who may what is no older than this call. */
  refresh(): Promise<void>;
  /** For a request that stays open: whether he is let in still, and whether he sees a gateway now. */
  watch(request: FastifyRequest): { lasts(): boolean; sees(gateway: string): boolean; expiresAtMs: number; id: string };
}
