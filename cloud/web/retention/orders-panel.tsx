import { Button } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { type Answer, api } from '../api/api.ts';
import { useOperator } from '../api/use-operator.ts';
import { useTexts } from '../locales/texts.ts';
import { useCloudNow } from '../parts/cloud-clock.ts';
import { formatTime } from '../parts/format-time.ts';
import { HoldButton } from '../parts/hold-button.tsx';
import { Panel } from '../parts/panel.tsx';
import { ReasonDialog } from '../parts/reason-dialog.tsx';
import classes from '../tenancy/tenancy.module.css';
import { explainRefusal } from '../tenancy/tenancy-words.ts';
import { OrderDialog } from './order-dialog.tsx';

type Order = Answer<'/v1/retention'>['orders'][number];

/** Orders to keep that count; whoever may order makes and ends them here. */
export function OrdersPanel({ orders }: { orders: readonly Order[] }) {
  const { t } = useTexts();
  const nowMs = useCloudNow();
  const queries = useQueryClient();
  const [isNew, setIsNew] = useState(false);
  const [ending, setEnding] = useState<Order>();
  const reread = () => void queries.invalidateQueries({ queryKey: ['get', '/v1/retention'] });
  // one that somebody else has ended goes from the list, too
  const end = api.useMutation('post', '/v1/retention/orders/{order}/end', { onSettled: reread });
  const mayOrder = useOperator().may('records.keep');
  const newOrder = (
    <Button size="compact-sm" variant="default" data-testid="new-order" onClick={() => setIsNew(true)}>
      {t('retention.newOrder')}
    </Button>
  );
  if (!mayOrder && orders.length === 0) return null;
  return (
    <Panel title={t('retention.orders')} aside={mayOrder && newOrder} testid="orders">
      {end.error !== null && (
        <p className="bad" role="alert">
          {explainRefusal(end.error, t)}
        </p>
      )}
      {orders.length === 0 && <p className="dim">{t('retention.noOrders')}</p>}
      <ul className={classes.list}>
        {orders.map((order) => {
          const { id, place, fromMs, untilMs, reason, by } = order;
          const [from, until] = [formatTime(fromMs, nowMs), formatTime(untilMs, nowMs)];
          return (
            <li key={id} className={classes.row} data-testid="order" data-place={place}>
              <span className={classes.grow}>
                <span className="mono">{place}</span> · {t('retention.order', { from, until, reason, by })}
              </span>
              {mayOrder && (
                <HoldButton
                  label={t('retention.endOrder')}
                  to={`${place}, ${reason}`}
                  testid="end-order"
                  disabled={end.isPending}
                  onHeld={() => setEnding(order)}
                />
              )}
            </li>
          );
        })}
      </ul>
      {isNew && (
        <OrderDialog
          onClose={() => setIsNew(false)}
          onMade={() => {
            reread();
            setIsNew(false);
          }}
        />
      )}
      <ReasonDialog
        opened={ending !== undefined}
        title={t('retention.endOrderTitle', { place: ending?.place ?? '' })}
        hint={t('retention.endOrderHint')}
        onGiven={(reason) => {
          if (ending) end.mutate({ params: { path: { order: ending.id } }, body: { reason } });
          setEnding(undefined);
        }}
        onClose={() => setEnding(undefined)}
      />
    </Panel>
  );
}
