"""The least a machine can do for each unit of work: what the goals are ratios of."""
