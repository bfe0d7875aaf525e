import type { RetainedClass } from '../../../devices/contracts/site-privacy.ts';

/** How long a kind of data is kept where a site says nothing else, and between which bounds a site may choose. Days. */
export interface RetentionTerms {
  days: number;
  basis: string;
  /** The same for who reads Chinese. */
  basisZh: string;
  /** Shorter is refused in the profile `cn`. */
  minimum: { days: number; basis: string };
  /** Longer is refused. */
  maximum: { days: number; basis: string };
  /** Whether what is kept has a place, so that a zone can have a rule of its own. */
  byZone: boolean;
}

/** Nothing that we know of asks for it. */
const anyMinimum = { days: 1, basis: 'no minimum known' };
const proposal = (days: number) => ({
  days,
  basis: 'proposal: PIPL 19 asks for the shortest time that the purpose needs',
});
const residential = {
  days: 30,
  basis: 'residential system and event data at least 30 days (local practice, Chongqing)',
};
const halfYear = { days: 184, basis: 'CSL 23: network and security logs at least six calendar months' };

/**
 * Bases as docs and site files quote them; none of the official texts was opened for it: not legal advice. Standards written for
 * other places (DB11/T 2552 is for organisations in Beijing) are taken over as usual times, not as minimum.
 */
export const retentionTerms: Record<RetainedClass, RetentionTerms> = {
  passages: {
    days: 180,
    basis: 'DB11/T 2552: door operation and passage logs at least 180 days; taken over, it is for organisations',
    basisZh: 'DB11/T 2552：门禁操作和通行日志至少保存 180 天；该标准面向单位，此处参照执行',
    minimum: residential,
    maximum: proposal(730),
    byZone: true,
  },
  'device-events': {
    days: 184,
    basis: `${halfYear.basis}; DB11/T 2552: fault and configuration logs 180 days`,
    basisZh: '《网络安全法》第二十三条：网络和安全日志至少保存六个月；DB11/T 2552：故障和配置日志 180 天',
    minimum: residential,
    maximum: proposal(1096),
    byZone: true,
  },
  alarms: {
    days: 180,
    basis: 'proposal: DB11/T 2552 has 90 days for alarms; as long as the passages that explain them',
    basisZh: '建议值：DB11/T 2552 对报警为 90 天；此处与解释报警所需的通行记录一样久',
    minimum: residential,
    maximum: proposal(1096),
    byZone: true,
  },
  picture: {
    days: 90,
    basis: 'proposal: as DB11/T 2552 for alarms',
    basisZh: '建议值：与 DB11/T 2552 对报警的要求相同',
    minimum: anyMinimum,
    maximum: proposal(365),
    byZone: true,
  },
  clip: {
    days: 30,
    basis: 'GB 55029 3.5.2(5): video at least 30 days; taken over for clips of alarms, the recording is the recorder’s',
    basisZh: 'GB 55029 3.5.2(5)：视频至少保存 30 天；此处参照用于报警片段，录像由录像机保存',
    minimum: anyMinimum,
    maximum: proposal(365),
    byZone: true,
  },
  export: {
    days: 7,
    basis: 'proposal: a copy that was taken away is not needed here',
    basisZh: '建议值：已取走的副本无需在此保留',
    minimum: anyMinimum,
    maximum: proposal(90),
    byZone: true,
  },
  visits: {
    days: 90,
    basis: 'proposal',
    basisZh: '建议值',
    minimum: anyMinimum,
    maximum: proposal(365),
    byZone: false,
  },
  requests: {
    days: 365,
    basis: 'proposal: one year, so that a year’s statistics can be looked into',
    basisZh: '建议值：一年，便于核对全年统计',
    minimum: anyMinimum,
    maximum: proposal(1096),
    byZone: false,
  },
  'ended-people': {
    days: 30,
    basis: 'proposal: PIPL 47 asks for deletion once the purpose is met; faces go within 24 hours',
    basisZh: '建议值：《个人信息保护法》第四十七条要求目的实现后删除；人脸在 24 小时内删除',
    minimum: anyMinimum,
    maximum: proposal(180),
    byZone: false,
  },
  ledger: {
    days: 1096,
    basis: 'PIPL 56: impact assessments and records of processing at least three years',
    basisZh: '《个人信息保护法》第五十六条：影响评估报告和处理情况记录至少保存三年',
    minimum: halfYear,
    maximum: { days: 3660, basis: 'proposal' },
    byZone: false,
  },
};

/** What a rule has to keep to that rests on one of these. */
export const knownBases: { name: string; cited: RegExp; minimumDays: Partial<Record<RetainedClass, number>> }[] = [
  {
    name: 'DB11/T 2552',
    cited: /DB\s?11\s?\/\s?T\s?2552/i,
    minimumDays: { passages: 180, 'device-events': 180, alarms: 90 },
  },
  { name: 'GB 55029', cited: /GB\s?55029/i, minimumDays: { clip: 30 } },
  { name: 'Order 799 Art. 17', cited: /(Order|令|第)\s?799/i, minimumDays: { clip: 30, picture: 30 } },
  {
    name: 'CSL 23',
    cited: /\bCSL\b|Cybersecurity Law|网络安全法/i,
    minimumDays: { passages: 184, 'device-events': 184, ledger: 184 },
  },
  {
    name: 'PIPL 56',
    cited: /PIPL\s?(Art\.\s?)?5[56]|个人信息保护法.{0,4}(五十[五六]|5[56])/i,
    minimumDays: { ledger: 1096 },
  },
];
