import { Kbd, Modal } from '@mantine/core';
import { type TextKey, useTexts } from '../locales/i18n.ts';
import { PriorityMark } from '../parts/priority-mark.tsx';
import { RingBadge, rings } from '../parts/ring-badge.tsx';
import classes from './shell.module.css';

const keys: [keys: string[], does: TextKey][] = [
  [['J', 'K'], 'help.move'],
  [['Enter'], 'help.open'],
  [['A'], 'help.acknowledge'],
  [['N'], 'help.bringIn'],
  [['Esc'], 'help.close'],
  [['W'], 'help.wall'],
  [['P'], 'help.people'],
  [['M'], 'help.mute'],
  [['?'], 'help.help'],
];
const priorities = [1, 2, 3, 4] as const;

/** Keys, shapes and colours on one page. */
export function HelpDialog({ opened, onClose }: { opened: boolean; onClose(): void }) {
  const { t } = useTexts();
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t('help.heading')}
      centered
      lockScroll={false}
      data-testid="help-dialog"
    >
      <dl className={classes.keys}>
        {keys.map(([names, does]) => (
          <div key={does}>
            <dt>
              {names.map((each) => (
                <Kbd key={each}>{each}</Kbd>
              ))}
            </dt>
            <dd>{t(does)}</dd>
          </div>
        ))}
      </dl>
      <h3 className={classes.helpHead}>{t('help.priorities')}</h3>
      <ul className={classes.legend}>
        {priorities.map((priority) => (
          <li key={priority}>
            <PriorityMark priority={priority} /> {t(`priority.${priority}`)}
          </li>
        ))}
      </ul>
      <h3 className={classes.helpHead}>{t('help.rings')}</h3>
      <ul className={classes.legend}>
        {rings.map((ring) => (
          <li key={ring}>
            <RingBadge ring={ring} /> {t(`ring.${ring}`)}
          </li>
        ))}
      </ul>
    </Modal>
  );
}
