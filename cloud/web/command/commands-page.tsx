import { EmptyState } from '../../../gateway/console/web/parts/empty-state.tsx';
import { useTexts } from '../locales/texts.ts';
import { Loaded } from '../parts/loaded.tsx';
import { PageFrame } from '../parts/page-frame.tsx';
import { Panel } from '../parts/panel.tsx';
import classes from './command.module.css';
import { CommandRow } from './command-row.tsx';
import { type Command, useCommands } from './use-commands.ts';

function Rows({ commands, label }: { commands: readonly Command[]; label: string }) {
  return (
    <ul className={classes.list} aria-label={label}>
      {commands.map((command) => (
        <CommandRow key={command.id} command={command} showGateway />
      ))}
    </ul>
  );
}

/** What waits for another operator, and what was asked lately, over all gateways. */
export function CommandsPage() {
  const { t } = useTexts();
  const query = useCommands();
  return (
    <PageFrame title={t('command.title')} testid="commands-page">
      <Loaded query={query} what={t('command.title')} stillWorks={t('nav.sitesGoOn')}>
        {({ commands }) => {
          const waiting = commands.filter(({ state }) => state === 'asked');
          const others = commands.filter(({ state }) => state !== 'asked');
          return (
            <>
              <Panel
                title={t('command.waiting')}
                aside={<span className="dim">{waiting.length}</span>}
                testid="commands-waiting"
              >
                {waiting.length === 0 ? (
                  <EmptyState title={t('command.noneWaiting')} hint={t('command.noneHint')} />
                ) : (
                  <Rows commands={waiting} label={t('command.waiting')} />
                )}
              </Panel>
              <Panel title={t('command.recent')} testid="commands-recent">
                {others.length === 0 ? (
                  <EmptyState title={t('command.none')} />
                ) : (
                  <Rows commands={others} label={t('command.recent')} />
                )}
              </Panel>
            </>
          );
        }}
      </Loaded>
    </PageFrame>
  );
}
