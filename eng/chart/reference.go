package main

import (
	"fmt"
	"regexp"
	"strings"
)

var (
	described = regexp.MustCompile(`^ *# -- (.*)$`)
	remark    = regexp.MustCompile(`^ *# (.*)$`)
	entry     = regexp.MustCompile(`^( *)([A-Za-z]+):(?: (.*))?$`)
)

// reference makes a table of values.yaml: path, default, and the comment that begins with two dashes above the value.
func reference(values string) string {
	var out strings.Builder
	out.WriteString("| value | default | meaning |\n|---|---|---|\n")
	var path []string
	meaning := ""
	for _, line := range strings.Split(values, "\n") {
		if found := described.FindStringSubmatch(line); found != nil {
			meaning = found[1]
			continue
		}
		if found := remark.FindStringSubmatch(line); found != nil {
			if meaning != "" {
				meaning += " " + found[1]
			}
			continue
		}
		found := entry.FindStringSubmatch(line)
		if found == nil {
			continue
		}
		path = append(path[:len(found[1])/2], found[2])
		if found[3] != "" {
			fmt.Fprintf(&out, "| `%s` | `%s` | %s |\n", strings.Join(path, "."), found[3], strings.ReplaceAll(meaning, "|", "\\|"))
		}
		meaning = ""
	}
	return out.String()
}
