import type { remoteZh } from './remote-zh.ts';

export const remoteEn: typeof remoteZh = {
  remote: {
    watched: 'Operator {{by}} of the cloud watches {{camera}} from afar',
    why: 'reason: {{why}}',
    left: '{{left}} left',
    end: 'End at once',
  },
};
