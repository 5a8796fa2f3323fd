-- What the host's owner allows on a container, as its agent tells, so that nobody is offered what will be refused. Null
-- where the agent does not tell.
ALTER TABLE containers ADD COLUMN allowed_kinds text[];
