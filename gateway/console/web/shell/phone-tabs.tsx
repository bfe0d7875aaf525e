import { type TextKey, useTexts } from '../locales/i18n.ts';
import { Icon } from '../parts/icons.tsx';
import classes from './shell.module.css';

export type PhoneTab = 'alarms' | 'cameras' | 'passages' | 'system';

const tabs: [tab: PhoneTab, label: TextKey, icon: 'alarm' | 'camera' | 'passages' | 'system'][] = [
  ['alarms', 'tab.alarms', 'alarm'],
  ['cameras', 'tab.cameras', 'camera'],
  ['passages', 'tab.passages', 'passages'],
  ['system', 'tab.system', 'system'],
];

/** The four parts of the page on a narrow screen, within a thumb's reach. */
export function PhoneTabs(props: { tab: PhoneTab; waiting: number; wrong: boolean; onChoose(tab: PhoneTab): void }) {
  const { t } = useTexts();
  return (
    <nav className={classes.tabs}>
      {tabs.map(([tab, label, icon]) => (
        <button
          key={tab}
          type="button"
          className={classes.tab}
          aria-current={tab === props.tab ? 'page' : undefined}
          data-testid={`tab-${tab}`}
          onClick={() => props.onChoose(tab)}
        >
          <Icon name={icon} size={20} />
          <span>{t(label)}</span>
          {tab === 'alarms' && props.waiting > 0 && <span className={classes.tabCount}>{props.waiting}</span>}
          {tab === 'system' && props.wrong && <span className={classes.tabCount}>!</span>}
        </button>
      ))}
    </nav>
  );
}
