// Names that point at other sections: each must be there, and only once.
#pragma once

#include "config/document.hpp"
#include "config/reading.hpp"

namespace rw::config {

/// Complains of names given twice and of names that point nowhere. Works on the document, so that it has its
/// say about sections that are otherwise wrong too.
void check_references(Node const& root, Reading& reading);

}  // namespace rw::config
