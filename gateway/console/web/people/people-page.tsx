import { Route, Switch } from 'wouter';
import { EnrolPage } from './enrol-page.tsx';
import { ExchangePage } from './exchange-page.tsx';
import { PeopleSearch } from './people-search.tsx';
import { PersonPage } from './person-page.tsx';

/** Who lives and works here: found, looked at, changed, enrolled, brought in and taken out as a table. */
export function PeoplePage() {
  return (
    <Switch>
      <Route path="/new">{() => <EnrolPage />}</Route>
      <Route path="/tables">{() => <ExchangePage />}</Route>
      <Route path="/:id/enrol">{({ id }) => <EnrolPage person={id} />}</Route>
      <Route path="/:id">{({ id }) => <PersonPage key={id} id={id} />}</Route>
      <Route>{() => <PeopleSearch />}</Route>
    </Switch>
  );
}
