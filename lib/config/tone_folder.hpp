// A judge from a folder with rules and a model of one's own.
#pragma once

#include "config/complaint.hpp"
#include "tone/judge.hpp"

#include <memory>
#include <string>
#include <vector>

namespace rw::config {

struct FolderJudge {
    std::shared_ptr<tone::Judge const> judge;  ///< none with any complaint
    std::vector<Complaint> complaints;
};

/// Of any of `fan.toml`, `reply.toml`, `concepts.toml` and `model.bin`; what the folder does not have is the
/// shipped. The examples of its rules are tried. The model is mapped, not read: replace it by renaming.
FolderJudge judge_from(std::string const& folder);

}  // namespace rw::config
