import type { ClaimRefusalReason } from '../../../devices/contracts/claim.ts';
import type { ClaimDeskView, ClaimView, IdentityView, MadeCodeView } from '../../identity/identity-views.ts';
import { ask, get, post } from './cloud-client.ts';

export interface CodeWish {
  accept: 'operator' | 'automatic';
  gateway?: string;
  site?: string;
}

const gatewayPath = (gateway: string) => `/v1/gateways/${encodeURIComponent(gateway)}/identity`;

/** Claims and certificates as the page uses them; every call throws a CloudProblem. */
export const identityClient = {
  desk: () => get<ClaimDeskView>('/v1/claims'),
  makeCode: async (wish: CodeWish) => (await (await post('/v1/claim-codes', wish)).json()) as MadeCodeView,
  withdraw: (code: string) => ask(`/v1/claim-codes/${code}`, { method: 'DELETE' }),
  accept: async (claim: string, replace: boolean) =>
    (await (await post(`/v1/claims/${claim}/acceptance`, replace ? { replace } : {})).json()) as ClaimView,
  refuse: async (claim: string, why: ClaimRefusalReason) =>
    (await (await post(`/v1/claims/${claim}/refusal`, { why })).json()) as ClaimView,
  identity: (gateway: string) => get<IdentityView>(gatewayPath(gateway)),
  revoke: (gateway: string, reason: string) => post(`${gatewayPath(gateway)}/revocation`, { reason }),
  settleClone: (gateway: string) => ask(`${gatewayPath(gateway)}/clone`, { method: 'DELETE' }),
};
