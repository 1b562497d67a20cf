# SPDX-License-Identifier: GPL-3.0-or-later
# The tables of a results folder as data frames, with the types of its datapackage.json. Needs the package jsonlite.
#     source("read.R"); tables <- read_results("out/quickstart"); tables$paired
# By itself (Rscript read.R DIR) it says what it read.

types <- c(string = "character", integer = "integer", number = "numeric", boolean = "logical")
truths <- c("true", "True", "TRUE", "1") # as Table Schema has them

read_results <- function(folder) {
  package <- jsonlite::fromJSON(file.path(folder, "datapackage.json"), simplifyVector = FALSE)
  tables <- list()
  for (resource in package$resources) {
    if (!identical(resource$profile, "tabular-data-resource")) next
    fields <- resource$schema$fields
    classes <- types[vapply(fields, function(field) field$type, "")]
    names(classes) <- vapply(fields, function(field) field$name, "")
    table <- read.csv(
      file.path(folder, resource$path),
      colClasses = ifelse(classes == "logical", "character", classes), check.names = FALSE, encoding = "UTF-8",
      na.strings = unlist(resource$schema$missingValues) # a scenario may be called NA
    )
    for (name in names(classes)[classes == "logical"]) {
      table[[name]] <- ifelse(is.na(table[[name]]), NA, table[[name]] %in% truths)
    }
    tables[[resource$name]] <- table
  }
  tables
}

if (sys.nframe() == 0) {
  tables <- read_results(commandArgs(trailingOnly = TRUE)[1])
  for (name in names(tables)) {
    kinds <- names(types)[match(vapply(tables[[name]], class, ""), types)]
    cat(name, " ", nrow(tables[[name]]), " ", paste0(names(tables[[name]]), ":", kinds, collapse = ","), "\n", sep = "")
  }
}
