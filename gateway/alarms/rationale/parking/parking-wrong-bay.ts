import { type Rationale, units } from '../rationale.ts';

export const parkingWrongBay: Rationale = {
  type: 'parking-wrong-bay',
  priority: 4,
  course: 'standing',
  family: 'parking',
  cause: {
    zh: '固定车位上停了别人的车，超过允许的时间。',
    en: 'A vehicle stands in a bay that is kept for another, for longer than a moment.',
  },
  consequence: {
    zh: '车位主人回来没处停，容易起争执。',
    en: 'Whoever has the bay comes home and finds it taken; quarrels follow.',
  },
  response: [
    { zh: '到车位核对车牌，确认识别无误。', en: 'Compare the plate at the bay: was it read right?' },
    { zh: '联系车主挪车，指引到自己的车位。', en: 'Call the holder to move it, and help to find the right bay.' },
    {
      zh: '联系不上的，在车上留便条，并告知车位住户。',
      en: 'If nobody answers, leave a note and tell the bay’s home.',
    },
  ],
  required: ['acknowledge'],
  recipients: ['guard', 'property'],
  leadUnit: units.patrol,
  supportUnits: [units.property],
};
