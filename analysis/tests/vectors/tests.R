# Exact tests, adjusted p-values and R-indicators from base R, for the tests of `estimate`.
#
#     Rscript analysis/tests/vectors/tests.R analysis/tests/vectors
#
# Made with R 4.2.2 (Debian's r-base-core). Writes exact-tests.csv, holm.csv, mcnemar.csv and indicator.csv. Tables are
# written row by row; lists have spaces between their numbers.

out <- commandArgs(trailingOnly = TRUE)[1]
set.seed(20230703)

write <- function(rows, name) {
  write.csv(rows, file.path(out, name), row.names = FALSE, quote = FALSE)
}
spaced <- function(numbers) paste(format(numbers, digits = 12, trim = TRUE, scientific = FALSE), collapse = " ")
exactly <- function(number) format(number, digits = 15)

# Responded or not, by region, type and rating, as in the survey's example returns.
regions <- rbind(c(6, 11, 9, 3, 5, 9, 17, 11, 4), c(6, 13, 6, 7, 9, 2, 16, 8, 11))
types <- rbind(c(16, 17, 30, 11, 1), c(16, 19, 32, 10, 1))
ratings <- rbind(c(16, 36, 19, 4), c(9, 31, 27, 9))

at_random <- function(rows, columns, people) {
  repeat {
    cells <- factor(sample(rows * columns, people, replace = TRUE), levels = seq_len(rows * columns))
    table <- matrix(table(cells), rows, columns)
    if (all(rowSums(table) > 0) && all(colSums(table) > 0)) return(table)
  }
}
tables <- c(
  list(regions, t(regions), types, ratings),
  lapply(seq_len(9), function(column) cbind(regions[, column], rowSums(regions[, -column]))),
  lapply(1:40, function(i) at_random(2, 2, sample(6:120, 1))),
  lapply(1:40, function(i) at_random(sample(2:4, 1), sample(2:5, 1), sample(12:40, 1))),
  lapply(1:6, function(i) at_random(2, 9, 75)),
  list(rbind(c(1000, 1200), c(900, 1300)), rbind(c(0, 14), c(25, 3)))
)
write(do.call(rbind, lapply(tables, function(table) data.frame(
  rows = nrow(table),
  columns = ncol(table),
  counts = paste(t(table), collapse = " "),
  p = exactly(fisher.test(table, workspace = 2e8)$p.value)
))), "exact-tests.csv")

families <- c(
  list(c(0.01, 0.04, 0.03), c(0.02, 0.02, 0.5), 0.04, c(0.2, 0.9, 1, 0.4)),
  lapply(1:20, function(i) round(runif(sample(2:12, 1))^3, 6))
)
write(do.call(rbind, lapply(families, function(p) data.frame(
  p = spaced(p),
  holm = spaced(p.adjust(p, "holm"))
))), "holm.csv")

pairs <- rbind(c(20, 5), c(4, 4), c(1, 0), c(0, 7), c(30, 41), c(3, 2), c(150, 210), c(12, 1), c(75, 75), c(1000, 1100))
write(data.frame(
  first_only = pairs[, 1],
  second_only = pairs[, 2],
  p = apply(pairs, 1, function(pair) exactly(binom.test(pair[1], sum(pair))$p.value))
), "mcnemar.csv")

# The general form of Shlomo, Skinner and Schouten (2012): a logistic model of every unit of the frame, the
# bias of its propensities' variance from the covariance of its coefficients; no part for sampling, n being N.
indicator <- function(table) {
  units <- data.frame(
    category = factor(rep(rep(seq_len(ncol(table)), each = 2), times = as.vector(table))),
    answered = rep(rep(c(1, 0), ncol(table)), times = as.vector(table))
  )
  model <- glm(answered ~ category, binomial, units, control = glm.control(epsilon = 1e-14, maxit = 100))
  propensity <- fitted(model)
  gradient <- propensity * (1 - propensity) * model.matrix(model)
  bias <- sum((gradient %*% vcov(model)) * gradient) / nrow(units)
  spread <- var(propensity)
  data.frame(
    answered = paste(table[1, ], collapse = " "),
    silent = paste(table[2, ], collapse = " "),
    plain = exactly(1 - 2 * sqrt(spread)),
    adjusted = exactly(1 - 2 * sqrt(max(0, spread - bias)))
  )
}
write(do.call(rbind, lapply(
  list(regions, types[, 1:4], ratings, rbind(c(30, 20, 18), c(5, 20, 22)), rbind(c(400, 90), c(100, 410))),
  indicator
)), "indicator.csv")
