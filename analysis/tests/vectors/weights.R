# Reference figures for weights and weighted shares, from R's package survey.
#
#   Rscript analysis/tests/vectors/weights.R analysis/tests/vectors
#
# Run at the root of the repository; it reads the frame of 153 authorities there. Made with R 4.2.2 and survey
# 4.1.1 of Debian 12. It writes weights.csv (the weight of each respondent, by its row in the frame from 0) and
# weighted.csv (weighted shares by svymean and svyciprop).

suppressMessages(library(survey))
out <- commandArgs(trailingOnly = TRUE)[1]
write <- function(table, name) {
  real <- sapply(table, is.double)
  table[real] <- lapply(table[real], function(column) sprintf("%.15g", column))
  write.csv(table, file.path(out, name), row.names = FALSE, quote = FALSE)
}

frame <- read.csv("survey-definitions/reunification-practice/authorities.csv")
frame$row <- seq_len(nrow(frame)) - 1
frame$rating <- ifelse(frame$ofsted_overall == "", NA, frame$ofsted_overall)
exactly <- list(maxit = 10000, epsilon = 1e-15)

# Population totals of one variable as survey wants them.
totals <- function(known, variable) setNames(as.data.frame(table(known[[variable]])), c(variable, "Freq"))

# rake stops when no cell moves; it is told to go on until rounding stops it, and warns of that.
raked <- function(respondents, weights, size, goals) {
  design <- svydesign(ids = ~1, weights = weights, fpc = rep(size, nrow(respondents)), data = respondents)
  suppressWarnings(rake(design, lapply(goals, function(goal) as.formula(paste("~", names(goal)[1]))), goals,
                        control = list(maxit = 2000, epsilon = 1e-14)))
}

# trimWeights and rake in turn, until no weight is more than a millionth outside the bounds.
trimmed <- function(respondents, size, goals, bounds) {
  mean <- size / nrow(respondents)
  low <- bounds[1] * mean
  high <- bounds[2] * mean
  design <- raked(respondents, rep(mean, nrow(respondents)), size, goals)
  for (round in 1:100) {
    w <- weights(design)
    if (all(w >= low * (1 - 1e-6) & w <= high * (1 + 1e-6))) break
    design <- raked(respondents, weights(trimWeights(design, upper = high, lower = low)), size, goals)
  }
  design
}

rated <- frame[!is.na(frame$rating), ]
scenarios <- list()

# Both margins known of everyone: the frame is the 151 with a rating.
half <- rated[rated$row %% 2 == 0, ]
goals <- list(totals(rated, "region"), totals(rated, "rating"))
scenarios$plain <- trimmed(half, 151, goals, c(0, 100))
scenarios$trimmed <- trimmed(half, 151, goals, c(0.7, 1.75))

# London and the Outstanding answered most, so that weights differ much.
skewed <- rated[rated$row %% 4 == 0 | rated$rating == "Outstanding" | rated$region == "London", ]
scenarios$skewed <- trimmed(skewed, 151, goals, c(0, 100))

# Nobody rated Inadequate and nobody in the East of England answered: counted with the neighbour.
merge_rating <- function(x) { x$rating[x$rating == "Inadequate"] <- "Requires improvement"; x }
merge_region <- function(x) { x$region[x$region == "East of England"] <- "London"; x }
some <- rated[rated$row %% 3 != 1 & rated$rating != "Inadequate" & rated$region != "East of England", ]
known <- merge_region(merge_rating(rated))
scenarios$merged <- trimmed(some, 151, list(totals(known, "region"), totals(known, "rating")), c(0, 100))

# All 153, two of them without a rating, and one of those answered: it keeps what its region gives it, the others
# share the rest of the regions and the shares of ratings.
odd <- frame[frame$row %% 2 == 1, ]
held <- odd[is.na(odd$rating), ]
stopifnot(nrow(held) == 1)
by_region <- table(frame$region)
held_weight <- unname(by_region[held$region] / sum(odd$region == held$region))
left <- totals(frame, "region")
left$Freq[left$region == held$region] <- left$Freq[left$region == held$region] - held_weight
shares <- totals(rated, "rating")
shares$Freq <- shares$Freq / 151 * (153 - held_weight)
rest <- odd[!is.na(odd$rating), ]
design <- svydesign(ids = ~1, weights = rep(153 / nrow(odd), nrow(rest)), data = rest)
design <- suppressWarnings(rake(design, list(~region, ~rating), list(left, shares),
                                control = list(maxit = 2000, epsilon = 1e-14)))

weights_of <- lapply(scenarios, function(design)
  data.frame(row = design$variables$row, weight = weights(design)))
weights_of$unrated <- rbind(data.frame(row = rest$row, weight = weights(design)),
                            data.frame(row = held$row, weight = held_weight))
weights_of$unrated <- weights_of$unrated[order(weights_of$unrated$row), ]
write(do.call(rbind, lapply(names(weights_of), function(name)
  cbind(scenario = name, weights_of[[name]], deff = with(weights_of[[name]], length(weight) * sum(weight^2) / sum(weight)^2)))),
  "weights.csv")

# The variance of a weighted share by linearisation, with what the margins explain taken out by least squares:
# what svymean does after rake, which takes it out by ten rounds of means.
variance <- function(units, w, yes, base, size) {
  n <- length(w)
  p <- sum(w * yes * base) / sum(w * base)
  z <- base * (yes - p) / sum(w * base)
  region <- outer(units$region, unique(units$region), "==") * 1
  rating <- outer(units$rating, unique(na.omit(units$rating)), "==") * 1
  rating[is.na(rating)] <- 0
  x <- w * qr.resid(qr(cbind(region, rating)), z)
  n / (n - 1) * sum((x - mean(x))^2)
}

# The rule: Korn and Graubard, the effective number at most base / (1 - base / N), Kish's at 0 and 100 %.
interval <- function(p, v, w, base, size, alpha = 0.05) {
  m <- sum(base)
  silent <- 1 - m / size
  kish <- sum(w[base])^2 / sum(w[base]^2) / silent
  n <- if (p > 0 && p < 1) min(p * (1 - p) / (silent * v), m / silent) else kish
  n <- n * (qt(alpha / 2, length(w) - 1) / qt(alpha / 2, m - 1))^2
  c(n, if (p > 0) qbeta(alpha / 2, n * p, n * (1 - p) + 1) else 0,
    if (p < 1) qbeta(1 - alpha / 2, n * p + 1, n * (1 - p)) else 1)
}

items <- list(
  some = list(yes = function(x) x$row %% 7 %in% c(0, 2, 3), base = function(x) rep(TRUE, nrow(x))),
  skipped = list(yes = function(x) x$row %% 3 == 0, base = function(x) x$row %% 11 != 4),
  one = list(yes = function(x) x$row == 66 | x$row == 67, base = function(x) rep(TRUE, nrow(x))),
  fifths = list(yes = function(x) x$row %% 5 < 2, base = function(x) rep(TRUE, nrow(x))),
  sixths = list(yes = function(x) x$row %% 6 < 2, base = function(x) rep(TRUE, nrow(x))),
  elevenths = list(yes = function(x) x$row %% 11 < 8, base = function(x) rep(TRUE, nrow(x))),
  thirteenths = list(yes = function(x) x$row %% 13 < 5, base = function(x) rep(TRUE, nrow(x))),
  london = list(yes = function(x) x$region == "London", base = function(x) rep(TRUE, nrow(x))),
  none = list(yes = function(x) rep(FALSE, nrow(x)), base = function(x) x$row %% 11 != 4),
  every = list(yes = function(x) rep(TRUE, nrow(x)), base = function(x) rep(TRUE, nrow(x))))

rows <- list()
for (scenario in names(weights_of)) for (item in names(items)) {
  units <- frame[weights_of[[scenario]]$row + 1, ]
  size <- if (scenario == "unrated") 153 else 151
  w <- weights_of[[scenario]]$weight
  yes <- items[[item]]$yes(units)
  base <- items[[item]]$base(units)
  p <- sum(w[yes & base]) / sum(w[base])
  v <- variance(units, w, yes, base, size)
  ends <- interval(p, v, w, base, size)
  row <- data.frame(scenario, item, share = p, se = sqrt(v * (1 - sum(base) / size)), effective = ends[1],
                    low = ends[2], high = ends[3], svyciprop_low = NA_real_, svyciprop_high = NA_real_)
  if (scenario %in% names(scenarios)) {
    design <- update(scenarios[[scenario]], yes = yes, base = base)
    domain <- subset(design, base)
    correction <- (1 - sum(base) / size) / (1 - length(w) / size)
    by_survey <- SE(svymean(~as.numeric(yes), domain)) * sqrt(correction)
    # Ten rounds of means come this near to least squares.
    stopifnot(abs(by_survey - row$se) < 1e-6)
    # Where the rule is svyciprop's own: everyone answered, between 0 and 100 %, below the limit.
    if (all(base) && p > 0 && p < 1 && p * (1 - p) / row$se^2 < sum(base) / (1 - sum(base) / size))
      row[c("svyciprop_low", "svyciprop_high")] <- attr(svyciprop(~yes, domain, method = "beta"), "ci")
  }
  rows[[length(rows) + 1]] <- row
}
write(do.call(rbind, rows), "weighted.csv")
