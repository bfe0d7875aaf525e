import { type Rationale, units } from '../rationale.ts';

/** Priority 1 where somebody was seen below (gateway/watch/falling-object.ts). Civil Code art. 1254; Criminal Law art. 291-2. */
export const fallingObject: Rationale = {
  type: 'falling-object',
  priority: 2,
  course: 'momentary',
  family: 'public-area',
  cause: {
    zh: '有物体从楼上坠落超过两层；下方有人时为一级警情。',
    en: 'Something fell over more than two storeys; with somebody below it is priority 1.',
  },
  consequence: {
    zh: '可能砸伤、砸死行人；同一住户可能再次抛物。',
    en: 'Somebody may be injured or killed, and more may follow from the same place.',
  },
  response: [
    {
      zh: '看下方画面有无人受伤；有人受伤立即拨打120，现场不要移动伤者。',
      en: 'Look below for anybody hurt: call 120 at once, and do not move them.',
    },
    {
      zh: '派队员到场，楼下拉警戒带，劝离行人，自己不要站在坠落线下。',
      en: 'Send a guard: cordon off the ground and keep people, and yourself, out from under the façade.',
    },
    {
      zh: '回看录像和轨迹，核对起落点；楼层只是范围，不得据此认定是哪一户。',
      en: 'Watch the clip and the path. The floors are a range and no proof of one home.',
    },
    {
      zh: '坠落物原地保留并拍照，导出录像留存，不外传。',
      en: 'Leave what fell where it lies, photograph it, export the clip, and pass it on to nobody else.',
    },
    {
      zh: '拨打110：高空抛物依法由公安机关调查（民法典第1254条，情节严重的适用刑法第291条之二）；外墙脱落报工程部。',
      en: 'Call 110: the police investigate (Civil Code art. 1254; serious cases, Criminal Law art. 291-2). If a part of the façade came off, call engineering.',
    },
  ],
  required: ['acknowledge', 'verify', 'dispatch', 'arrive', 'resolve'],
  recipients: ['guard', 'lead'],
  leadUnit: units.controlRoom,
  supportUnits: [units.patrol, units.ambulance, units.police, units.property, units.engineering],
};
