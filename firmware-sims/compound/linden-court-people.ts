import type { PlateColour } from './draw-plate.ts';

/** Who lives in Linden Court. Every name is invented; a likeness to anybody who lives is chance. */
export interface PlannedResident {
  name: string;
  /** Has a face enrolled, with consent. */
  face?: true;
  drives?: PlateColour;
}

/** Nine homes: unit, room, and who lives there. */
export const homes: readonly { unit: string; room: string; residents: readonly PlannedResident[] }[] = [
  {
    unit: 'b1u1',
    room: '101',
    residents: [{ name: '林知远', face: true, drives: 'blue' }, { name: '苏晚晴', face: true }, { name: '林小禾' }],
  },
  {
    unit: 'b1u1',
    room: '201',
    residents: [{ name: '顾明川', face: true, drives: 'green' }, { name: '沈若溪', face: true }, { name: '顾安安' }],
  },
  {
    unit: 'b1u1',
    room: '301',
    residents: [{ name: '程以南', face: true }, { name: '叶清和', face: true }, { name: '程果果' }],
  },
  {
    unit: 'b1u2',
    room: '101',
    residents: [{ name: '周望舒', face: true, drives: 'yellow' }, { name: '何秋实' }, { name: '周小满' }],
  },
  { unit: 'b1u2', room: '202', residents: [{ name: '陆景行', face: true }, { name: '唐念初' }] },
  {
    unit: 'b2u1',
    room: '102',
    residents: [{ name: '江北辰', face: true, drives: 'blue' }, { name: '许微雨' }, { name: '江一诺' }],
  },
  { unit: 'b2u1', room: '201', residents: [{ name: '方静言', drives: 'green' }, { name: '白云舟' }] },
  {
    unit: 'b2u2',
    room: '101',
    residents: [{ name: '宋长庚', face: true, drives: 'blue' }, { name: '梁语桐' }, { name: '宋乐乐' }],
  },
  { unit: 'b2u2', room: '302', residents: [{ name: '秦思齐' }, { name: '温如玉' }] },
];
