"""Many analysed articles -> stories: which belong together, which are copies, what they tell together, what is new."""
