import { Route, Switch } from 'wouter';
import { AskPage } from './ask-page.tsx';
import { ShareList } from './share-list.tsx';
import { SharePage } from './share-page.tsx';

/** What other departments are told: the list, one share, and asking for another one. */
export function ExportsPage() {
  return (
    <Switch>
      <Route path="/new">
        <AskPage />
      </Route>
      <Route path="/:share">{({ share }) => <SharePage key={share} share={share} />}</Route>
      <Route>
        <ShareList />
      </Route>
    </Switch>
  );
}
