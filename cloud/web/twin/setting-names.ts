import type { Language } from '../locales/texts.ts';

/** What settings are called; one that is missing here shows its path. */
const names: Record<string, [zh: string, en: string]> = {
  apply: ['生效方式', 'How changes take effect'],
  'apply.restart': ['需要时何时重启', 'When to restart where needed'],
  'apply.probationS': ['试运行秒数', 'Seconds of probation'],
  log: ['日志', 'Log'],
  'log.level': ['日志级别', 'Level'],
  alarms: ['警报', 'Alarms'],
  'alarms.ladder': ['逐级上报时限', 'Times of escalation'],
  'alarms.delays': ['各类警报的延时', 'Delays by type of alarm'],
  'alarms.channels.webhooks': ['Webhook 通知', 'Webhooks'],
  'alarms.channels.smtp': ['邮件通知', 'E-mail'],
  'alarms.channels.mqtt': ['MQTT 通知', 'MQTT notices'],
  evidence: ['警报录像', 'Evidence of alarms'],
  'evidence.beforeS': ['警报前秒数', 'Seconds before an alarm'],
  'evidence.afterS': ['警报后秒数', 'Seconds after an alarm'],
  'evidence.maxMegabytes': ['占用上限（MB）', 'Largest size, MB'],
  retention: ['保存天数', 'Days that things are kept'],
  'retention.passages': ['通行记录', 'Passages'],
  'retention.device-events': ['设备事件', 'Events of devices'],
  'retention.alarms': ['警报', 'Alarms'],
  'retention.picture': ['警报图片', 'Pictures of alarms'],
  'retention.clip': ['警报录像', 'Clips of alarms'],
  'retention.export': ['导出件', 'Exports'],
  'retention.visits': ['访客记录', 'Visits'],
  'retention.requests': ['报事记录', 'Requests'],
  'retention.ended-people': ['已迁出人员', 'People who have left'],
  'retention.ledger': ['台账', 'Ledger'],
  perception: ['摄像机分析', 'Analysis of cameras'],
  'perception.faces.threshold': ['人脸阈值', 'Face threshold'],
  'perception.faces.margin': ['与次高者的差距', 'Margin to the next person'],
  'perception.faces.liveness': ['活体检测', 'Liveness'],
  'perception.plates.confusable': ['车牌相近字符时', 'Plates with look-alike characters'],
  access: ['门禁', 'Access'],
  'access.lockout.failures': ['锁定前失败次数', 'Failures before a reader is shut'],
  'access.lockout.seconds': ['锁定秒数', 'Seconds that it is shut'],
  parking: ['停车', 'Parking'],
  'parking.graceMinutes': ['超时宽限（分钟）', 'Grace after a right has ended, minutes'],
  'parking.bayMinutes': ['错占车位宽限（分钟）', 'Grace in a bay of another, minutes'],
  'parking.guestMinutes': ['访客最长停留（分钟）', 'Longest stay of guests, minutes'],
};

export function nameSetting(path: string, language: Language): string {
  const name = names[path];
  if (!name) return path;
  return name[language === 'zh' ? 0 : 1];
}
