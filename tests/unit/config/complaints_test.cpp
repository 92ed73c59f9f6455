// Small broken files and what is said about them: tests/golden/config/NAME.toml and NAME.expected.
#include "folder.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <set>

namespace rw::config {
namespace {

std::filesystem::path golden_dir() {
    return source_dir() / "tests/golden/config";
}

std::vector<std::filesystem::path> broken_files() {
    std::vector<std::filesystem::path> files;
    for (auto const& entry : std::filesystem::directory_iterator{golden_dir()}) {
        if (entry.path().extension() == ".toml") files.push_back(entry.path());
    }
    std::ranges::sort(files);
    return files;
}

/// Without the directory, which differs from checkout to checkout.
std::string in_short(std::string text) {
    auto const prefix = golden_dir().string() + "/";
    for (auto at = text.find(prefix); at != text.npos; at = text.find(prefix))
        text.erase(at, prefix.size());
    return text;
}

}  // namespace

TEST_CASE("every broken file is complained of in these words", "[config][golden]") {
    auto const files = broken_files();
    REQUIRE(files.size() >= 40);
    for (auto const& file : files) {
        DYNAMIC_SECTION(file.stem().string()) {
            auto const text = in_short(said(load(file.string())));
            auto const expected = std::filesystem::path{file}.replace_extension(".expected");
            CHECK(text == golden(expected, text));
        }
    }
}

TEST_CASE("there is a configuration exactly when there is no complaint", "[config]") {
    for (auto const& file : broken_files()) {
        CAPTURE(file);
        auto const loaded = load(file.string());
        CHECK(loaded.config.has_value() == loaded.complaints.empty());
    }
}

TEST_CASE("no complaint repeats what is or could be a secret", "[config][secret]") {
    for (auto const& file : broken_files()) {
        CAPTURE(file);
        auto const text = said(load(file.string()));
        for (auto const* const secret :
             {"hunter2", "synthetic-token", "synthetic-robot", "plain-token", "SECsynth"}) {
            CHECK(text.find(secret) == std::string::npos);
        }
    }
}

TEST_CASE("complaints come in the order of the file", "[config]") {
    auto const loaded = load((golden_dir() / "wrong_types.toml").string());
    REQUIRE(loaded.complaints.size() > 3);
    CHECK(std::ranges::is_sorted(loaded.complaints, {}, &Complaint::line));
}

TEST_CASE("the file is named as it was given", "[config]") {
    auto const loaded = load("./nowhere/replywatch.toml");
    REQUIRE(loaded.complaints.size() == 1);
    CHECK(said(loaded) ==
          "./nowhere/replywatch.toml:1:1: cannot read the configuration: No such file or directory\n");
}

TEST_CASE("a directory and a huge file are no configuration", "[config]") {
    Folder const folder;
    CHECK(said(load(folder.path().string())).ends_with("cannot read the configuration: it is a directory\n"));
    auto const huge = folder.write("huge.toml", std::string(2'000'000, '#'));
    CHECK(said(load(huge)).ends_with("cannot read the configuration: it is larger than a megabyte\n"));
}

}  // namespace rw::config
