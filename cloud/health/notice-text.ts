import type { AlertKind } from './alert-rule.ts';
import type { HealthNotice } from './compose-notices.ts';

const names: Record<AlertKind, { zh: string; en: string }> = {
  offline: { zh: '网关离线', en: 'Gateways offline' },
  disk: { zh: '磁盘空间不足', en: 'Disk nearly full' },
  temperature: { zh: '温度过高', en: 'Temperature too high' },
  clock: { zh: '时钟偏差', en: 'Clock is off' },
  queue: { zh: '上传积压', en: 'Events wait for the cloud' },
  cameras: { zh: '摄像机在线率过低', en: 'Cameras down' },
  certificate: { zh: '证书即将到期', en: 'Certificate ends soon' },
  drift: { zh: '设置未同步', en: 'Settings not in step' },
  missing: { zh: '记录缺失', en: 'Records missing' },
  problem: { zh: '网关报告故障', en: 'Gateway reports a problem' },
};

/** One line in both languages; no name of a site, a person or a camera is in it. */
export function writeSubject({ what, kind, gateways }: HealthNotice): string {
  const { zh, en } = names[kind];
  const over = what === 'closed';
  return `${zh}${over ? '（已恢复）' : ''}：${gateways} 台 / ${en}${over ? ' (over)' : ''}: ${gateways}`;
}

export function writeText(notice: HealthNotice): string {
  const { count, conditions, sinceMs } = notice;
  const since = new Date(sinceMs).toISOString();
  const lines = conditions.map(
    ({ gateway, subject, value }) => `- ${[gateway, subject, value ?? ''].filter((part) => part !== '').join('  ')}`,
  );
  const rest = count > conditions.length ? [`… +${count - conditions.length}`] : [];
  return [writeSubject(notice), `自 / since ${since}`, '', ...lines, ...rest, ''].join('\n');
}
