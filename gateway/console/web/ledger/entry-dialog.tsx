import { Modal } from '@mantine/core';
import { useTexts } from '../locales/i18n.ts';
import { siteTimeText } from '../parts/format-time.ts';
import { DetailList } from './detail-list.tsx';
import { actorWords, deedWords, type Entry, whyWords } from './entry-words.ts';
import classes from './ledger.module.css';
import { useKnownNames } from './use-known-names.ts';

/** One entry with all that is kept of it. */
export function EntryDialog({ entry, onClose }: { entry: Entry; onClose(): void }) {
  const texts = useTexts();
  const { t } = texts;
  const nameOf = useKnownNames();
  const { seq, atMs, writtenAtMs, subject, hash, action, detail } = entry;
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('ledger.entry', { seq })}
      size="lg"
      lockScroll={false}
      closeButtonProps={{ 'aria-label': t('ledger.close') }}
      data-testid="entry-dialog"
    >
      <dl className={classes.facts}>
        <dt>{t('ledger.when')}</dt>
        <dd>
          {siteTimeText(atMs)}
          {writtenAtMs !== undefined && ` · ${t('ledger.written', { time: siteTimeText(writtenAtMs) })}`}
        </dd>
        <dt>{t('ledger.who')}</dt>
        <dd>{actorWords(entry, texts)}</dd>
        <dt>{t('ledger.what')}</dt>
        <dd>
          {deedWords(entry, texts)} <span className={classes.dim}>{action}</span>
        </dd>
        <dt>{t('ledger.subject')}</dt>
        <dd>
          {subject ?? t('ledger.nobody')}
          {subject !== undefined && nameOf(subject) !== undefined && ` · ${nameOf(subject)}`}
        </dd>
        <dt>{t('ledger.why')}</dt>
        <dd>{whyWords(entry, texts) || t('ledger.nobody')}</dd>
        <dt>SHA-256</dt>
        <dd className={classes.hash}>{hash}</dd>
      </dl>
      {detail && (
        <>
          <h3 className={classes.heading}>{t('ledger.detail')}</h3>
          <DetailList detail={detail} nameOf={nameOf} />
          <details className={classes.anchors}>
            <summary>{t('ledger.codes')}</summary>
            <pre className={classes.raw} data-testid="entry-detail">
              {JSON.stringify(detail, undefined, 2)}
            </pre>
          </details>
        </>
      )}
    </Modal>
  );
}
