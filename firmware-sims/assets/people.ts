import { assetPath } from './asset-path.ts';
import type { PersonPhoto } from './person-photo.ts';

export type { PersonPhoto } from './person-photo.ts';
export { writeEnrolmentPhoto } from './sharp-enrolment.ts';

type Row = Omit<PersonPhoto, 'photo' | 'exposure'> & { photo: number; exposure?: number };

/** Face boxes and outlines were found by eye, once. */
const rows: Row[] = [
  {
    id: 'person-01',
    photo: 6,
    face: { x: 238, y: 505, width: 225, height: 258 },
    tiltDegrees: -6,
    coat: '#3d5a45',
    outline:
      '170,560 175,505 190,454 218,414 262,386 322,386 382,412 432,452 472,522 502,592 532,682 ' +
      '560,762 560,840 480,900 230,900 150,872 130,830 164,780 160,700',
  },
  {
    id: 'person-02',
    photo: 6,
    face: { x: 1455, y: 268, width: 205, height: 282 },
    tiltDegrees: 13,
    coat: '#5b4d3c',
    outline:
      '1448,440 1466,350 1494,262 1524,198 1566,164 1622,160 1682,190 1722,250 1740,342 ' +
      '1745,442 1742,530 1726,590 1668,604 1640,650 1480,710 1462,650 1470,580 1455,520',
  },
  {
    id: 'person-03',
    photo: 6,
    face: { x: 1184, y: 312, width: 192, height: 268 },
    tiltDegrees: 0,
    coat: '#38383e',
    outline:
      '1104,430 1110,350 1132,262 1182,192 1252,162 1322,165 1390,212 1425,290 1440,380 ' +
      '1440,470 1425,540 1380,560 1330,566 1296,580 1290,640 1160,650 1112,600 1102,510',
  },
  {
    id: 'person-04',
    photo: 6,
    face: { x: 688, y: 330, width: 165, height: 262 },
    tiltDegrees: -3,
    coat: '#6b3242',
    outline:
      '682,440 690,340 702,272 742,231 802,218 862,236 906,292 930,380 936,480 940,580 945,670 ' +
      '860,730 710,730 695,650 712,590 696,530',
  },
  {
    id: 'person-05',
    photo: 3,
    face: { x: 590, y: 350, width: 210, height: 262 },
    tiltDegrees: 1,
    coat: '#6a5848',
    outline:
      '548,520 545,460 552,400 562,345 600,290 650,264 720,254 800,264 860,308 894,374 921,432 ' +
      '919,500 896,560 884,612 850,645 830,690 800,750 570,750 592,690 610,650 590,612 560,580',
  },
  {
    id: 'person-06',
    photo: 3,
    face: { x: 1082, y: 225, width: 220, height: 270 },
    tiltDegrees: 12,
    coat: '#59616a',
    outline:
      '1086,430 1082,380 1088,320 1088,250 1092,205 1112,170 1150,148 1210,141 1270,150 ' +
      '1320,178 1346,220 1350,275 1345,320 1335,372 1300,420 1292,500 1310,560 1330,640 ' +
      '1050,640 1080,560 1118,525 1124,492 1104,470',
  },
  {
    id: 'person-07',
    photo: 5,
    face: { x: 788, y: 112, width: 154, height: 225 },
    tiltDegrees: 9,
    coat: '#7a4a3a',
    outline:
      '752,210 762,180 788,120 808,62 840,40 892,38 926,60 940,110 950,180 946,230 936,282 ' +
      '916,320 896,342 902,420 750,430 738,370 760,310 770,260',
  },
  {
    id: 'person-08',
    photo: 5,
    face: { x: 1118, y: 215, width: 168, height: 232 },
    tiltDegrees: -3,
    coat: '#4a4458',
    outline:
      '1106,300 1122,235 1148,188 1190,166 1236,162 1282,180 1320,222 1345,290 1366,360 ' +
      '1380,430 1366,452 1310,466 1262,500 1240,560 1150,560 1130,500 1112,450 1110,370',
  },
  {
    id: 'person-09',
    photo: 5,
    face: { x: 1408, y: 388, width: 180, height: 285 },
    tiltDegrees: -8,
    coat: '#37424f',
    exposure: 1.25,
    outline:
      '1402,490 1404,440 1422,370 1462,312 1512,286 1572,286 1632,312 1690,372 1730,460 ' +
      '1755,560 1770,640 1740,720 1620,770 1480,770 1440,720 1420,680 1408,600',
  },
  {
    id: 'person-10',
    photo: 1,
    face: { x: 400, y: 368, width: 220, height: 235 },
    tiltDegrees: 0,
    coat: '#3b4a63',
    outline:
      '404,470 405,420 418,375 448,330 480,292 520,268 560,256 605,262 640,300 652,350 650,420 ' +
      '642,480 625,510 612,545 602,575 596,610 590,690 470,690 478,630 496,602 450,590 432,560 ' +
      '420,520',
  },
  {
    id: 'person-11',
    photo: 4,
    face: { x: 1262, y: 165, width: 172, height: 245 },
    tiltDegrees: 24,
    coat: '#4f5a3f',
    outline:
      '1262,300 1264,240 1280,188 1300,146 1332,118 1382,102 1442,108 1492,140 1532,190 ' +
      '1552,260 1562,342 1566,410 1550,450 1450,470 1380,466 1300,450 1292,430 1272,400 ' +
      '1264,350',
  },
  {
    id: 'person-12',
    photo: 4,
    face: { x: 280, y: 195, width: 140, height: 235 },
    tiltDegrees: -15,
    coat: '#44506b',
    outline:
      '405,205 410,250 416,300 421,350 419,400 410,438 380,452 330,456 300,474 240,500 ' +
      '170,520 112,480 92,400 102,300 132,220 172,160 232,120 300,100 360,112 395,152',
  },
  {
    id: 'person-13',
    photo: 4,
    face: { x: 982, y: 205, width: 150, height: 212 },
    tiltDegrees: 8,
    coat: '#51463f',
    outline:
      '984,305 979,260 986,218 1006,170 1042,126 1100,106 1152,110 1196,130 1228,152 1240,200 ' +
      '1238,262 1222,312 1188,352 1150,382 1130,430 1140,475 1060,480 1050,430 1030,416 1002,392 990,350',
  },
];

/**
 * The people of the photos whose face can be enrolled; nobody is in it twice, and who looks too much like another (cosine
 * of the face models 0.3 or more) was left out. The first ten make the best residents; the last three, turned or with
 * lowered eyes, look least like any of them.
 */
export const people: readonly PersonPhoto[] = rows.map((row) => ({
  exposure: 1,
  ...row,
  photo: assetPath(`people/sample${row.photo}.jpg`),
}));
