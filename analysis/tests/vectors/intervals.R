# Reference figures for the intervals, from base R.
#
#   Rscript analysis/tests/vectors/intervals.R analysis/tests/vectors
#
# Made with R 4.2.2 of Debian 12. It writes beta.csv (qbeta), tails.csv (phyper), exact.csv (a scan of every M
# with phyper), wilson.csv (the formula) and clopper-pearson.csv (binom.test).

out <- commandArgs(trailingOnly = TRUE)[1]
write <- function(table, name) {
  table[] <- lapply(table, function(column) sprintf("%.15g", column))
  write.csv(table, file.path(out, name), row.names = FALSE, quote = FALSE)
}

# Quantiles of beta distributions, small shapes and large, whole and not.
shapes <- rbind(c(1, 1), c(1, 75), c(75, 1), c(0.5, 0.5), c(2.3, 7.9), c(38, 38), c(60.25, 16.5), c(0.7, 149.3),
                c(400, 300), c(12000.5, 8000.25), c(278538, 278540), c(3, 557075), c(37, 0.5))
grid <- expand.grid(shape = seq_len(nrow(shapes)), p = c(0.005, 0.025, 0.05, 0.5, 0.95, 0.975, 0.995))
beta <- data.frame(p = grid$p, a = shapes[grid$shape, 1], b = shapes[grid$shape, 2])
beta$quantile <- qbeta(beta$p, beta$a, beta$b)
# Where a quantile is so small that it says nothing (below 1e-12), the grid has nothing to hold.
write(beta[beta$quantile > 1e-12, ], "beta.csv")

# Both tails of the hypergeometric distribution.
tail_of <- function(k, n, M, N) c(phyper(k, M, N - M, n), phyper(k - 1, M, N - M, n, lower.tail = FALSE))
rows <- rbind(
  expand.grid(k = c(0, 3, 38, 60, 75), n = 75, M = c(0, 3, 5, 14, 65, 90, 131, 148, 153), N = 153),
  expand.grid(k = c(0, 1, 5, 9), n = 9, M = c(1, 6, 11), N = 11),
  expand.grid(k = c(138900, 139269, 139600), n = 278538, M = c(278000, 278538, 279000), N = 557077),
  expand.grid(k = c(0, 2, 500), n = 1000, M = c(10, 5000, 278538), N = 557077))
tails <- t(mapply(tail_of, rows$k, rows$n, rows$M, rows$N))
write(cbind(rows, at_most = tails[, 1], at_least = tails[, 2]), "tails.csv")

# The exact interval by the slow way: every M is tried. A tail that is alpha/2 but for rounding is kept.
scan <- function(k, n, N, level) {
  M <- k:(N - n + k)
  enough <- (1 - level) / 2 * (1 - 1e-9)
  kept <- M[phyper(k, M, N - M, n) >= enough & phyper(k - 1, M, N - M, n, lower.tail = FALSE) >= enough]
  stopifnot(all(diff(kept) == 1))
  range(kept)
}
wilson <- function(k, n, N, level) {
  z <- qnorm(1 - (1 - level) / 2)
  if (n == N) return(c(k, k))
  if (n == 0) return(c(0, N))
  m <- n * (N - 1) / (N - n)
  p <- k / n
  ends <- (p + z^2 / (2 * m) + c(-1, 1) * z * sqrt(p * (1 - p) / m + z^2 / (4 * m^2))) / (1 + z^2 / m) * N
  c(max(k, floor(ends[1])), min(N - n + k, ceiling(ends[2])))
}
cases <- rbind(
  expand.grid(k = 0:75, n = 75, N = 153, level = c(0.9, 0.95, 0.99)),
  expand.grid(k = c(0, 1, 4, 9, 12), n = c(0, 1, 5, 9, 12, 20), N = c(20, 33, 152, 317), level = 0.95),
  expand.grid(k = c(0, 7, 150), n = c(150, 300), N = c(301, 5000), level = c(0.9, 0.95, 0.99)),
  expand.grid(k = c(0, 40, 20000), n = 40000, N = 100000, level = 0.95))
cases <- cases[cases$k <= cases$n, ]
of_all <- function(how) t(mapply(how, cases$k, cases$n, cases$N, cases$level))
exact <- of_all(scan)
write(cbind(cases, low = exact[, 1], high = exact[, 2]), "exact.csv")
second <- of_all(wilson)
write(cbind(cases, low = second[, 1], high = second[, 2]), "wilson.csv")

groups <- expand.grid(k = c(0, 1, 2, 7, 10, 38, 75), n = c(1, 2, 10, 38, 75, 1000), level = c(0.9, 0.95, 0.99))
groups <- groups[groups$k <= groups$n, ]
ends <- t(mapply(function(k, n, level) binom.test(k, n, conf.level = level)$conf.int, groups$k, groups$n, groups$level))
write(cbind(groups, low = ends[, 1], high = ends[, 2]), "clopper-pearson.csv")
