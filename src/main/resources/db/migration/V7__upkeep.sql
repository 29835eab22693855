-- Runs below a root: found when a tree is deleted. Most runs are their own root and cost nothing here.
create index run_tree on run (root_id) where root_id <> id;
