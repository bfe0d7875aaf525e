import { titleOfAlarm } from '../../devices/contracts/alarm-titles.ts';
import type { EscalationLevel, Priority } from '../../devices/contracts/alarms.ts';
import type { NoticeLanguage } from '../../devices/contracts/notices.ts';
import type { Ring, Title } from '../../devices/contracts/place.ts';
import type { DigestContent, Notice } from './notice.ts';

export interface NoticeText {
  subject: string;
  text: string;
}

export interface TextSite {
  name: Title;
  timeZone: string;
}

const ringNames: Readonly<Record<Ring, Title>> = {
  1: { zh: '1 环（出入口）', en: '1 (entrances)' },
  2: { zh: '2 环（公共区域）', en: '2 (public area)' },
  3: { zh: '3 环（单元门）', en: '3 (unit doors)' },
};
const levelNames: Readonly<Record<EscalationLevel, Title>> = {
  0: { zh: '值班保安', en: 'guards on duty' },
  1: { zh: '保安队长', en: 'lead' },
  2: { zh: '项目经理', en: 'manager' },
  3: { zh: '云端值班台', en: 'cloud duty desk' },
};

const words = {
  drill: { zh: '演练', en: 'DRILL' },
  isDrill: { zh: '这是演练，并未发生实际警情。', en: 'This is a drill; nothing has happened.' },
  waits: { zh: '报警尚未确认', en: 'An alarm waits to be acknowledged' },
  climbed: { zh: '报警超时未确认，已上报', en: 'An alarm was not acknowledged in time and is escalated' },
  overdue: { zh: '报警已确认，但尚未派人', en: 'An alarm was taken, but nobody has been sent' },
  what: { zh: '类型', en: 'What' },
  priority: { zh: '优先级', en: 'Priority' },
  ring: { zh: '区域', en: 'Ring' },
  place: { zh: '位置', en: 'Place' },
  since: { zh: '时间', en: 'Since' },
  level: { zh: '上报至', en: 'Escalated to' },
  open: { zh: '查看并回复', en: 'Look and answer' },
  digest: { zh: '每日报警汇总', en: 'Alarms of the day' },
  span: { zh: '时段', en: 'Span' },
  raised: { zh: '新增', en: 'raised' },
  stillOpen: { zh: '未关闭', en: 'open' },
  p4: { zh: '待维护（P4，未关闭）', en: 'Maintenance due (P4, open)' },
  none: { zh: '无', en: 'none' },
  times: { zh: '次', en: 'times' },
  more: { zh: '另有', en: 'More:' },
  test: { zh: '测试通知', en: 'Test notice' },
  testText: {
    zh: '这是一条测试通知。收到即表示此通知方式可用。',
    en: 'This is a test. That you read it shows that this way of reaching you works.',
  },
} as const satisfies Record<string, Title>;

/** What stands in a notice, in its recipient's language: one line, and a few more. Plain text; no names of people, no plates. */
export function writeNotice(notice: Notice, site: TextSite, link: string | undefined): NoticeText {
  const { language, content } = notice;
  const tell = (title: Title) => title[language];
  const opening = link === undefined ? [] : ['', `${tell(words.open)}: ${link}`];
  if (content.kind === 'test') {
    return { subject: oneLine(`${tell(words.test)} · ${tell(site.name)}`), text: tell(words.testText) };
  }
  if (content.kind === 'digest') {
    const day = timeOf(content.toMs, site.timeZone).slice(0, 10);
    return {
      subject: oneLine(`${tell(words.digest)} · ${tell(site.name)} · ${day}`),
      text: [...digestLines(content, language, site.timeZone), ...opening].join('\n'),
    };
  }
  const { type, ring, place, raisedAtMs, drill } = content;
  const why = content.kind === 'dispatch-overdue' ? words.overdue : notice.level > 0 ? words.climbed : words.waits;
  const mark = drill ? `[${tell(words.drill)}] ` : '';
  const title = tell(titleOfAlarm(type));
  const lines = [
    ...(drill ? [tell(words.isDrill)] : []),
    tell(why),
    '',
    `${tell(words.what)}: ${title}`,
    `${tell(words.priority)}: P${notice.priority}`,
    `${tell(words.ring)}: ${tell(ringNames[ring])}`,
    `${tell(words.place)}: ${oneLine(tell(place))}`,
    `${tell(words.since)}: ${timeOf(raisedAtMs, site.timeZone)}`,
    ...(notice.level > 0 ? [`${tell(words.level)}: ${tell(levelNames[notice.level])}`] : []),
    ...opening,
  ];
  return {
    subject: oneLine(`${mark}[P${notice.priority}] ${title} · ${tell(place)} · ${tell(site.name)}`),
    text: lines.join('\n'),
  };
}

function digestLines(content: DigestContent, language: NoticeLanguage, timeZone: string): string[] {
  const tell = (title: Title) => title[language];
  const { fromMs, toMs, byPriority, lines, lineCount } = content;
  const figures = ({ priority, raised, open }: { priority: Priority; raised: number; open: number }) =>
    `P${priority}: ${tell(words.raised)} ${raised}, ${tell(words.stillOpen)} ${open}`;
  const standing = lines.map(
    ({ type, place, raisedAtMs, count }) =>
      `- ${tell(titleOfAlarm(type))} · ${oneLine(tell(place))} · ${timeOf(raisedAtMs, timeZone)} · ${count} ${tell(words.times)}`,
  );
  const rest = lineCount - lines.length;
  return [
    `${tell(words.span)}: ${timeOf(fromMs, timeZone)} – ${timeOf(toMs, timeZone)}`,
    ...byPriority.map(figures),
    '',
    `${tell(words.p4)}:`,
    ...(standing.length === 0 ? [tell(words.none)] : standing),
    ...(rest > 0 ? [`${tell(words.more)} ${rest}`] : []),
  ];
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** `2026-01-05 14:30` in the site's time zone. */
function timeOf(ms: number, timeZone: string): string {
  const known = formats.get(timeZone);
  const format = known ?? new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' });
  if (!known) formats.set(timeZone, format);
  return format.format(ms);
}

/** A place's name is whatever the site file says; in a notice it can begin neither a line nor a header. */
const oneLine = (text: string) => text.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ').slice(0, 300);
