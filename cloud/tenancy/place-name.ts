import Type from 'typebox';

const id = '[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?';
export const PlaceName = Type.String({
  pattern: `^(?:tenant|city|district|site):${id}$`,
  description: 'tenant:ID, city:ID, district:ID or site:ID',
});
export const GrantPlace = Type.String({
  pattern: `^(?:cloud|(?:tenant|city|district|site):${id})$`,
  description: 'cloud, tenant:ID, city:ID, district:ID or site:ID',
});
