import type { AlarmType } from './alarms.ts';
import type { Title } from './place.ts';

/** What an alarm is called, at the guard's and at the operator's. Apart from the schemas, which no page needs to load. */
export const alarmTitles: Readonly<Record<AlarmType, Title>> = {
  'person-unknown': { zh: '陌生人员', en: 'Unknown person' },
  'person-denied': { zh: '人员被拒', en: 'Person refused' },
  'vehicle-unknown': { zh: '陌生车辆', en: 'Unknown vehicle' },
  'vehicle-denied': { zh: '车辆被拒', en: 'Vehicle refused' },
  intrusion: { zh: '区域入侵', en: 'Intrusion' },
  loitering: { zh: '徘徊', en: 'Loitering' },
  'line-crossing': { zh: '越线', en: 'Line crossed' },
  tailgating: { zh: '尾随通行', en: 'Tailgating' },
  'fire-lane-blocked': { zh: '消防通道占用', en: 'Fire lane blocked' },
  'parking-overstay': { zh: '车辆超时停放', en: 'Vehicle overstays' },
  'parking-quota': { zh: '车位超额', en: 'More vehicles than places' },
  'parking-wrong-bay': { zh: '占用他人车位', en: 'Parked in another’s bay' },
  'parking-no-plate': { zh: '无牌车辆滞留', en: 'Vehicle without a plate stays' },
  crowding: { zh: '人员聚集', en: 'Crowding' },
  'e-bike-in-lift': { zh: '电动车进电梯', en: 'E-bike in the lift' },
  'falling-object': { zh: '高空抛物', en: 'Object fallen from a height' },
  'door-forced': { zh: '强行开门', en: 'Door forced open' },
  'door-held': { zh: '门开超时', en: 'Door held open' },
  smoke: { zh: '烟雾报警', en: 'Smoke' },
  'call-point': { zh: '手动火灾报警', en: 'Fire call point' },
  fire: { zh: '火灾', en: 'Fire' },
  gas: { zh: '燃气泄漏', en: 'Gas leak' },
  manhole: { zh: '井盖移位', en: 'Manhole cover moved' },
  vibration: { zh: '周界振动', en: 'Fence vibration' },
  'fence-cut': { zh: '周界断线', en: 'Fence cut' },
  'fence-short': { zh: '周界短路', en: 'Fence short-circuited' },
  'fence-disarmed': { zh: '周界撤防', en: 'Fence disarmed' },
  'perimeter-breach': { zh: '周界入侵', en: 'Perimeter breached' },
  'water-level': { zh: '水位过高', en: 'Water level high' },
  'flood-danger': { zh: '水淹危险', en: 'Danger of flooding' },
  help: { zh: '求助', en: 'Help wanted' },
  'gate-call': { zh: '门口呼叫', en: 'Call from the gate' },
  'no-activity': { zh: '独居无活动', en: 'No activity at home' },
  tamper: { zh: '设备被拆动', en: 'Device tampered with' },
  'battery-low': { zh: '电量低', en: 'Battery low' },
  'device-fault': { zh: '设备故障', en: 'Device faulty' },
  'device-cloned': { zh: '设备疑似被克隆', en: 'Two devices under one identity' },
  'device-babbling': { zh: '设备消息过多', en: 'Device says too much' },
  'patrol-deviation': { zh: '巡更异常', en: 'Patrol off its route' },
  'network-lost': { zh: '多设备同时失联', en: 'Many devices lost at once' },
  'storage-damaged': { zh: '网关数据库损坏', en: 'Database of the gateway damaged' },
  'storage-full': { zh: '网关磁盘将满', en: 'Disk of the gateway nearly full' },
  'device-lost': { zh: '设备失联', en: 'Device lost' },
  'camera-lost': { zh: '摄像机失联', en: 'Camera lost' },
  duress: { zh: '胁迫密码', en: 'Duress code used' },
  'credential-guessing': { zh: '多次尝试凭证', en: 'Codes or cards being tried' },
  'passback-violation': { zh: '未出重复进入', en: 'Entered twice without leaving' },
  'watch-list-match': { zh: '布控名单命中', en: 'Watch-list match' },
  'fire-release': { zh: '消防释放开门', en: 'Doors released by fire input' },
  'input-fault': { zh: '消防输入故障', en: 'Fire input faulty' },
  'log-nearly-full': { zh: '离线记录将满', en: 'Offline log nearly full' },
};

/** Of a type that only a newer release knows, its name. */
export function titleOfAlarm(type: AlarmType): Title {
  const known: Title | undefined = alarmTitles[type];
  return known ?? { zh: type, en: type };
}

export function alarmTitlesIn(language: keyof Title): Record<AlarmType, string> {
  const titles = Object.entries(alarmTitles).map(([type, title]) => [type, title[language]]);
  return Object.fromEntries(titles) as Record<AlarmType, string>;
}
