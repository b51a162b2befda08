-- What a park tells its reviewers (an assessment or a grading handed over or sent back) is no enterprise's: such a notice stands under the platform's own id,
-- which no enterprise has, with the park's codes, by which the policies and the lists find it.
alter table notice drop constraint notice_enterprise_id_fkey;
