// One run over one configuration: where its files are, and everything that is wrong with it.
#pragma once

#include "config/complaint.hpp"
#include "config/document.hpp"
#include "core/result.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace rw::config {

/// What a configuration is read for. `login`: to make an access token, so token files are not looked into and
/// need not exist; everything else must be as for `run`.
enum class Purpose { run, login };

class Reading {
public:
    /// `file` as it was given: complaints repeat it, relative paths start beside it.
    explicit Reading(std::string file, Purpose purpose = Purpose::run)
        : file_{std::move(file)}, purpose_{purpose} {}
    Purpose purpose() const { return purpose_; }

    /// Both name the key that is being read in front of `text`.
    void complain(Position at, std::string_view text);
    void warn(Position at, std::string_view text);
    /// About a file that the configuration names.
    void complain_of(Complaint complaint) { complaints_.push_back(std::move(complaint)); }

    /// The place that a written path means: relative ones are relative to the configuration,
    /// `credential:NAME` is a systemd credential. A failure says why there is none.
    Result<std::string> place_of(std::string_view written) const;

    std::string const& file() const { return file_; }
    std::vector<Complaint> const& complaints() const { return complaints_; }
    std::vector<Complaint> const& warnings() const { return warnings_; }

    /// While it lives, the key that is being read lies in `name`.
    class Within {
    public:
        Within(Reading& reading, std::string_view name) : reading_{reading} {
            reading_.path_.emplace_back(name);
        }
        ~Within() { reading_.path_.pop_back(); }
        Within(Within const&) = delete;
        Within& operator=(Within const&) = delete;

    private:
        Reading& reading_;
    };

private:
    Complaint at_key(Position at, std::string_view text) const;

    std::string file_;
    Purpose purpose_;
    std::vector<std::string> path_;
    std::vector<Complaint> complaints_;
    std::vector<Complaint> warnings_;
};

/// The whole of a small text file, at most a megabyte. A failure says why, without the path: it may be a
/// secret that was written where its file belongs.
Result<std::string> read_file(std::string const& path);

}  // namespace rw::config
