# R deSolve's lsoda on the model compiled to a shared library, doses as compiled events.
#   Rscript desolve.R DATA CACHE REGIMEN MEN DAYS TOLERANCE OUT LIBRARY
suppressPackageStartupMessages(library(deSolve))
argument <- commandArgs(trailingOnly = TRUE)
men <- as.integer(argument[4])
days <- as.integer(argument[5])
tolerance <- as.numeric(argument[6])
dyn.load(argument[8])
model <- sub("\\.so$", "", basename(argument[8]))

invisible(.C("hpg_problem", argument[1], argument[2], argument[3], men, PACKAGE = model))
states <- .C("hpg_size", integer(1), PACKAGE = model)[[1]]
times <- 24 * (0:days)
doses <- .C("hpg_doses", 24 * days - 1e-6, double(10000), 10000L, PACKAGE = model)
doses <- doses[[2]][seq_len(doses[[3]])]
events <- if (length(doses) > 0) list(func = "event", time = doses) else NULL

cpu <- 0
wall <- 0
means <- NULL
for (i in seq_len(men)) {
  man <- .C("hpg_man", i - 1L, double(states), double(states), PACKAGE = model)
  taken <- system.time(
    path <- lsoda(man[[2]], sort(unique(c(times, doses))), "derivs", NULL, rtol = tolerance, atol = tolerance * man[[3]],
                  dllname = model, initfunc = "initmod", events = events, maxsteps = 1e6)
  )
  cpu <- cpu + taken[[1]] + taken[[2]]
  wall <- wall + taken[[3]]
  daily <- diff(path[match(times, path[, 1]), states + 0:1]) / 24
  means <- c(means, daily[, 1], daily[, 2])
}
cat(cpu, wall, 0, "\n")
if (argument[7] != "-") writeBin(means, argument[7])
