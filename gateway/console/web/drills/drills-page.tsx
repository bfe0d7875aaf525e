import { Route, Switch } from 'wouter';
import { DrillPage } from './drill-page.tsx';
import { DrillsHome } from './drills-home.tsx';

/** What is practised: planned, held, and what came of it. */
export function DrillsPage() {
  return (
    <Switch>
      <Route path="/:id">{({ id }) => <DrillPage key={id} id={id} />}</Route>
      <Route component={DrillsHome} />
    </Switch>
  );
}
