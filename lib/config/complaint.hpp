// What is wrong with a configuration, and where: a line for the person who wrote it.
#pragma once

#include <ostream>
#include <string>

namespace rw::config {

struct Complaint {
    std::string file;  ///< as it was given on the command line, or as the configuration leads to it
    std::size_t line = 1;
    std::size_t column = 1;
    std::string text;  ///< what is wrong and what is expected; never a secret

    friend bool operator==(Complaint const&, Complaint const&) = default;
};

/// `FILE:LINE:COLUMN: what is wrong and what is expected` (contract 1).
inline std::ostream& operator<<(std::ostream& out, Complaint const& complaint) {
    return out << complaint.file << ':' << complaint.line << ':' << complaint.column << ": "
               << complaint.text;
}

}  // namespace rw::config
