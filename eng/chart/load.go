package main

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

type chart struct {
	metadata  map[string]interface{}
	values    map[string]interface{}
	schema    map[string]interface{}
	templates map[string]string
	files     map[string][]byte
}

// load reads a chart's folder as helm packages it: what is under templates is rendered, all else is a file.
func load(folder string) (*chart, error) {
	c := &chart{templates: map[string]string{}, files: map[string][]byte{}}
	err := filepath.WalkDir(folder, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		name, err := filepath.Rel(folder, path)
		if err != nil {
			return err
		}
		content, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		return c.add(filepath.ToSlash(name), content)
	})
	if err == nil && c.metadata == nil {
		err = fmt.Errorf("%s holds no Chart.yaml", folder)
	}
	return c, err
}

func (c *chart) add(name string, content []byte) error {
	var err error
	switch {
	case name == "Chart.yaml":
		c.metadata, err = parseMap(content)
	case name == "values.yaml":
		c.values, err = parseMap(content)
	case name == "values.schema.json":
		err = json.Unmarshal(content, &c.schema)
	case strings.HasPrefix(name, "templates/"):
		c.templates[name] = string(content)
	case strings.HasPrefix(name, "ci/"), strings.HasPrefix(name, "."):
		// What .helmignore names.
	default:
		c.files[name] = content
	}
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	return nil
}

func (c *chart) valuesWith(files []string) (map[string]interface{}, error) {
	values := c.values
	for _, path := range files {
		content, err := os.ReadFile(path)
		if err != nil {
			return nil, err
		}
		over, err := parseMap(content)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", path, err)
		}
		values = merged(values, over)
	}
	return values, nil
}

// merged lays one map over another: maps are merged, null removes, all else replaces.
func merged(base, over map[string]interface{}) map[string]interface{} {
	result := map[string]interface{}{}
	for key, value := range base {
		result[key] = value
	}
	for key, value := range over {
		below, isMap := result[key].(map[string]interface{})
		above, alsoMap := value.(map[string]interface{})
		switch {
		case value == nil:
			delete(result, key)
		case isMap && alsoMap:
			result[key] = merged(below, above)
		default:
			result[key] = value
		}
	}
	return result
}
