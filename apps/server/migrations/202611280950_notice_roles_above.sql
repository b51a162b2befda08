-- What an enterprise's own roles are told is read by enterprise; the orders by region serve those above alone. Of a danger's notices most are the
-- enterprise's own: three index entries less for each.
drop index notice_role;
drop index notice_role_city;
drop index notice_role_county;
create index notice_role on notice (to_role, at desc, id desc)
  where to_role not in ('enterprise_head', 'safety_officer', 'team_leader', 'post_worker');
create index notice_role_city on notice (to_role, city_code, at desc, id desc)
  where to_role not in ('enterprise_head', 'safety_officer', 'team_leader', 'post_worker');
create index notice_role_county on notice (to_role, county_code, at desc, id desc)
  where to_role not in ('enterprise_head', 'safety_officer', 'team_leader', 'post_worker');
